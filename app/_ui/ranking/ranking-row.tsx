import Link from 'next/link';
import type { EntryKind } from '@/lib/core/leaderboard/entry-kind';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import { findAfterErratum } from '../errata/find-after-erratum';
import { formatEntryScore, hasIntervalNote, IntervalNote } from './entry-score';
import { OptionalCell } from './optional-cell';
import { pickFormId } from './pick-tray';
import type { RankingFrame } from './ranking-frame';
import { ScorePlot } from './score-plot';

type Props = { entry: LeaderboardEntry; frame: RankingFrame };

/** The looks of a row and its cells are in `styles/ranking.css`, by the names of the columns. */
export function RankingRow({ entry, frame }: Props) {
  const { columns } = frame;
  return (
    <tr className={frame.isTied(entry) ? 'ranking-row is-tied' : 'ranking-row'} data-testid="ranking-row">
      {columns.canPick && (
        <td className="cell-pick">{entry.rank !== null && <PickBox {...{ entry, frame }} />}</td>
      )}
      {columns.hasRank && <RankCell {...{ entry, frame }} />}
      <ModelCell {...{ entry, frame }} />
      <ScoreCell {...{ entry, frame }} />
      <ScorePlot {...{ entry, frame }} />
      {columns.shown.map((name) => (
        <OptionalCell key={name} name={name} {...{ entry, frame }} />
      ))}
    </tr>
  );
}

/** Ticks a ranked model for the comparison. */
function PickBox({ entry: { model, model_slug: slug }, frame }: Props) {
  const isPicked = frame.picked.includes(slug);
  return (
    <input
      // A link may have led to other picks.
      key={isPicked ? 'picked' : undefined}
      type="checkbox"
      form={pickFormId}
      name="model"
      value={slug}
      {...(isPicked && { defaultChecked: true })}
      aria-label={`Compare ${model}`}
    />
  );
}

function RankCell({ entry, frame }: Props) {
  const { board } = frame;
  const isRanked = !board.invalidated && entry.rank !== null;
  return (
    <td className="cell-rank" data-testid="rank">
      {isRanked ? (
        formatRank(entry)
      ) : (
        <>
          <span className="not-ranked" aria-hidden="true">
            –
          </span>
          <span className="sr-only">not ranked</span>
        </>
      )}
      {frame.isTied(entry) && board.comparison !== null && (
        <span className="sr-only">, tied with the leader</span>
      )}
      {frame.hasLastRanks && entry.last_round && <LastRank last={entry.last_round} />}
    </td>
  );
}

/** The rank in the ranked round before. An arrow only where no rank is in both intervals. */
function LastRank({ last }: { last: NonNullable<LeaderboardEntry['last_round']> }) {
  const { round, version, rank_moved: move } = last;
  return (
    <small className="last-rank" title={`Round ${round}, version ${version}`}>
      {move && (
        <>
          <span aria-hidden="true">{move === 'better' ? '↑ ' : '↓ '}</span>
          <span className="sr-only">{`, ${move} than in the round before: `}</span>
        </>
      )}
      {`was ${formatRank(last)}`}
    </small>
  );
}

const kindWords: Readonly<Record<EntryKind, string>> = {
  entry: '',
  host: ', host entry',
  baseline: ', baseline',
};

/** So many letters have room beside any plot, and need no title that has them once more. */
const [nameUncut, wordsUncut] = [20, 32];

/**
 * A row's model on one line, its team and version on another: long names are cut at the end, so that all rows have one height. The link
 * of the model reaches a little above its line, to be large enough for a thumb (WCAG 2.5.8). No link is prefetched: a page has hundreds.
 */
function ModelCell({ entry, frame }: Props) {
  const { board } = frame;
  const rest = `, version ${entry.version}${kindWords[entry.kind]}${entry.chosen ? ', chosen by its team' : ''}`;
  const words = `${entry.team}${rest}`;
  // The narrowest windows leave team and version to the model's own page, except of an unusual row.
  const isKept = entry.kind !== 'entry' || entry.chosen;
  return (
    <th scope="row" className="cell-model">
      <Link
        href={`/benchmarks/${board.benchmark}/models/${entry.model_slug}`}
        prefetch={false}
        {...(entry.model.length > nameUncut && { title: entry.model })}
      >
        {entry.model}
      </Link>
      <span
        className={isKept ? 'team-version is-kept' : 'team-version'}
        {...(words.length > wordsUncut && { title: words })}
      >
        {frame.hasTeamPages ? (
          <Link href={`/teams/${entry.team_slug}`} prefetch={false}>
            {entry.team}
          </Link>
        ) : (
          entry.team
        )}
        {rest}
      </span>
    </th>
  );
}

function ScoreCell({ entry, frame }: Props) {
  const { metric, invalidated } = frame.board;
  const { score, limits } = formatEntryScore(metric, entry);
  const after = findAfterErratum(entry);
  // A third line stands closer, so that the row is as high as any other.
  const tight = hasIntervalNote(entry.interval) ? ' is-tight' : '';
  return (
    <td className={`cell-score${tight}${after ? ' is-corrected' : ''}`} data-testid="score">
      <b>{invalidated ? <s>{score}</s> : score}</b>
      <span className="score-limits">
        {invalidated ? <s>{limits ?? 'no interval'}</s> : (limits ?? 'no interval')}
      </span>
      <IntervalNote interval={entry.interval} />
      {after && (
        <span className="score-after">
          {`with erratum ${frame.board.erratum}: `}
          <span>
            {formatScore(metric, after.score)}
            {!invalidated && `, rank ${after.rank}`}
          </span>
        </span>
      )}
    </td>
  );
}
