import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatSignedHundredths } from '@/lib/core/freshness/excess';
import {
  type EntryKind,
  formatRank,
  type LeaderboardEntry,
  type PublishedGap,
} from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore, formatSize } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { OpennessMark } from '../disclosure/disclosure';
import { formatShortDay } from '../format-instant';
import { CheckGlyph, Marked } from '../glyphs/glyphs';
import {
  describeNoInterval,
  findAfterErratum,
  formatEntryScore,
  hasIntervalNote,
  IntervalNote,
} from './entry-score';
import { evidenceWords } from './evidence-badge';
import { pickFormId } from './pick-tray';
import { columnOf, isMetricColumn, type OptionalColumn, titleOfColumn } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import { ScorePlot } from './score-plot';

type Props = { entry: LeaderboardEntry; frame: RankingFrame };

/** One row of a ranking. `styles/ranking.css` styles its cells by the names of the columns. */
export function RankingRow({ entry, frame }: Props) {
  const { columns } = frame;
  const tied = frame.isTied(entry) ? ' is-tied' : '';
  const own = frame.ownTeams.has(entry.team_slug) ? ' is-own' : '';
  return (
    <tr className={`ranking-row${tied}${own}`} data-testid="ranking-row">
      {columns.isPicking && (
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

/** A checkbox that picks a ranked model for comparison. */
function PickBox({ entry: { model, model_slug: slug }, frame }: Props) {
  const isPicked = frame.picked.includes(slug);
  return (
    <input
      // A new key renders the checkbox anew after a link has changed the picks, since React ignores a changed `defaultChecked`.
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
        <span className="sr-only">, statistical tie for first</span>
      )}
    </td>
  );
}

const kindWords: Readonly<Record<EntryKind, string>> = {
  entry: '',
  host: ', host entry',
  baseline: ', baseline',
};

/** Maximum lengths of names that always fit in their cell; only longer ones get a `title`. */
const [nameUncut, wordsUncut] = [28, 36];

/**
 * The model on one line and its team on the next. Long names are truncated, so that all rows have the same height. The model's
 * link extends above its line to reach the minimum target size (WCAG 2.5.8). Links aren't prefetched, since a page has
 * hundreds.
 */
function ModelCell({ entry, frame }: Props) {
  const versionCount = frame.countVersions(entry);
  const words = `${versionCount > 0 ? `${versionCount} versions by ` : ''}${entry.team}${kindWords[entry.kind]}`;
  return (
    <th scope="row" className="cell-model">
      <Link
        href={`/benchmarks/${frame.board.benchmark}/models/${entry.model_slug}`}
        prefetch={false}
        {...(entry.model.length > nameUncut && { title: entry.model })}
      >
        {entry.model}
      </Link>
      <span className="team-line" {...(words.length > wordsUncut && { title: words })}>
        {/* Comes first, where a long team name can't push it out of the cell. */}
        {frame.ownTeams.has(entry.team_slug) && <b>Your team: </b>}
        {versionCount > 0 && (
          <>
            <Link
              href={`/benchmarks/${frame.board.benchmark}/models/${entry.model_slug}/system`}
              prefetch={false}
            >
              {versionCount} versions
            </Link>
            {' by '}
          </>
        )}
        {frame.hasTeamPages ? (
          <Link href={`/teams/${entry.team_slug}`} prefetch={false}>
            {entry.team}
          </Link>
        ) : (
          entry.team
        )}
        {kindWords[entry.kind]}
      </span>
    </th>
  );
}

function ScoreCell({ entry, frame }: Props) {
  const { metric, invalidated } = frame.board;
  const { score, interval } = formatEntryScore(metric, entry);
  const after = findAfterErratum(entry);
  // A cell with three lines has smaller line spacing, so that all rows have the same height.
  const tight = hasIntervalNote(entry.interval) ? ' is-tight' : '';
  return (
    <td className={`cell-score${tight}${after ? ' is-corrected' : ''}`} data-testid="score">
      <b>{struckIf(invalidated, score)}</b>
      <span className="score-limits">
        {struckIf(invalidated, interval ?? describeNoInterval(metric, entry.score))}
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

/** Strikes through the numbers of an invalidated round, which stay readable. */
const struckIf = (isStruck: boolean, content: ReactNode): ReactNode =>
  isStruck ? <s>{content}</s> : content;

/** An optional column's cell. On a phone, where the table has no head, CSS shows `data-label` before the value. */
function OptionalCell({ name, entry, frame }: Props & { name: OptionalColumn }) {
  const column = columnOf(name);
  return (
    <td
      className={`cell-${column}`}
      {...(column !== 'evidence' && { 'data-label': titleOfColumn(name).toLowerCase() })}
    >
      {contentOf(name, { entry, frame })}
    </td>
  );
}

function contentOf(name: OptionalColumn, { entry, frame }: Props): ReactNode {
  const { metric, invalidated } = frame.board;
  if (isMetricColumn(name)) {
    const score = entry.secondary[name];
    return score !== undefined && struckIf(invalidated, formatScore(name, score));
  }
  const lastScore = entry.last_round?.on_this_scale;
  switch (name) {
    case 'evidence':
      return <Evidence entry={entry} />;
    case 'version':
      return `${entry.version}${entry.chosen ? ', chosen by its team' : ''}`;
    case 'used':
      return <Used entry={entry} frame={frame} />;
    case 'gap':
      return entry.gap !== null && struckIf(invalidated, <Gap gap={entry.gap} />);
    case 'equated':
      return entry.equated && struckIf(invalidated, <LinkedScore metric={metric} linked={entry.equated} />);
    case 'last_rank':
      return entry.last_round && <LastRank last={entry.last_round} />;
    case 'last':
      return lastScore && <LinkedScore metric={metric} linked={lastScore} />;
    case 'openness':
      return entry.disclosure && <OpennessMark openness={entry.disclosure.openness} />;
    case 'submitted':
      return <time dateTime={entry.submitted_at}>{formatShortDay(new Date(entry.submitted_at))}</time>;
  }
}

/**
 * `i` and the last `span` contain words that CSS hides below the heading "Model frozen", and shows on a phone, which has no
 * heading.
 */
function Evidence({ entry: { evidence } }: Pick<Props, 'entry'>) {
  const { lead, when, rest, title } = evidenceWords[evidence];
  return (
    <span className={`evidence is-${evidence}`} title={title}>
      <i>{lead}</i>
      {when}
      <span>{rest}</span>
    </span>
  );
}

function Used({ entry: { submissions_used: used, best_of: best }, frame }: Props) {
  const { metric, direction, invalidated } = frame.board;
  return (
    <>
      {frame.quotaPerRound > 0 ? `${used} of ${frame.quotaPerRound}` : used}
      {best && !invalidated && (
        <small title={`If the ${best.k} submissions were equally good`}>
          {`best of ${best.k}: up to ${formatSize(metric, best.optimism)} too ${direction === 'higher' ? 'high' : 'low'}`}
        </small>
      )}
    </>
  );
}

/**
 * The gap between feedback score and final score with its 95 % interval, in hundredths of the unit; marked if the model's
 * overfitting is significant.
 */
function Gap({ gap: { unit, estimate, lower, upper, shown } }: { gap: PublishedGap }) {
  const value = `${formatSignedHundredths(estimate)}${unit === 'points' ? '' : ' %'}`;
  return (
    <>
      {shown ? (
        <Marked>
          <CheckGlyph result="warn" />
          <span className="sr-only">Overfitting shown: </span>
          <b>{value}</b>
        </Marked>
      ) : (
        value
      )}
      <small>{`${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)}`}</small>
    </>
  );
}

/** The rank range in the previous ranked round. An arrow means that the two rank ranges don't overlap. */
function LastRank({ last }: { last: NonNullable<LeaderboardEntry['last_round']> }) {
  const { round, version, rank_moved: move } = last;
  return (
    <span title={`Round ${round}, version ${version}`}>
      {formatRank(last)}
      {move && (
        <small>
          <span aria-hidden="true">{move === 'better' ? '↑ ' : '↓ '}</span>
          {move === 'better' ? 'better now' : 'worse now'}
        </small>
      )}
    </span>
  );
}

type Linked = { readonly score: number; readonly lower: number; readonly upper: number };

/** A score adjusted to another round's difficulty, with its 95 % interval. */
const LinkedScore = ({ metric, linked }: { metric: MetricName; linked: Linked }) => (
  <>
    {formatScore(metric, linked.score)}
    <small>{formatInterval(metric, linked)}</small>
  </>
);
