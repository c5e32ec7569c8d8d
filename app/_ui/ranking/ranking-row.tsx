import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type EntryKind, kindOf } from '@/lib/core/leaderboard/entry-kind';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { OpennessMark } from '../disclosure/openness-mark';
import { findAfterErratum } from '../errata/find-after-erratum';
import { ScoreAfterErratum } from '../errata/score-after-erratum';
import { Instant } from '../instant';
import type { PlotScale } from './compute-plot-scale';
import { countsNow } from './counts-now';
import { EquatedScore } from './equated-score';
import { EvidenceBadge, evidenceTones } from './evidence-badge';
import { FewItemsNote } from './few-items-note';
import { formatRank } from './format-rank';
import { GapCell } from './gap-cell';
import { RankingCell } from './ranking-cell';
import type { RankingColumns } from './ranking-columns';
import { UsedTally } from './used-tally';
import { Whisker } from './whisker';

/** What all rows of a table share. */
export type RankingFrame = {
  board: LeaderboardView;
  scale: PlotScale;
  columns: RankingColumns;
  quotaPerRound: number;
  counts: { feedback: number; final: number } | null;
  /** Scores of the baselines, drawn as lines through all rows. */
  baselines: readonly number[];
  /** The leader, whose interval stands behind those tied with it; null where the ranking doesn't count, or has one model. */
  bandOf: LeaderboardEntry | null;
};

export function RankingRow({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, columns, quotaPerRound, counts } = frame;
  const { metric, direction, invalidated: isStruck } = board;
  const isTied = entry.tied_with_leader && countsNow(board);
  return (
    <tr className={`${rowClasses} ${isTied ? tiedClasses : 'hover:bg-well'}`} data-testid="ranking-row">
      <RankingCell
        column="rank"
        tone={isTied ? 'forced-colors:border-l-4 forced-colors:border-l-[CanvasText]' : ''}
        testId="rank"
      >
        {isStruck || entry.rank === null ? <NoRank /> : formatRank(entry)}
        {isTied && board.comparison && <span className="sr-only">, tied with the leader</span>}
      </RankingCell>
      <RankingCell column="model">
        <ModelName entry={entry} board={board} />
      </RankingCell>
      <ScoreCell entry={entry} frame={frame} />
      <PlotCell entry={entry} frame={frame} />
      <RankingCell column="evidence">
        <EvidenceBadge evidence={entry.evidence} />
        {entry.disclosure && (
          <span className="block max-phone:ml-10 max-phone:inline">
            <OpennessMark openness={entry.disclosure.openness} />
          </span>
        )}
      </RankingCell>
      {columns.secondary.map((name) => (
        <RankingCell key={name} column="secondary" label={metricByName[name].title}>
          {entry.secondary[name] !== undefined && (
            <Score isStruck={isStruck}>{formatScore(name, entry.secondary[name])}</Score>
          )}
        </RankingCell>
      ))}
      <RankingCell column="used" label="used">
        <UsedTally used={entry.submissions_used} limit={quotaPerRound} />
      </RankingCell>
      {columns.hasGap && (
        <RankingCell column="gap" label="gap">
          <Score isStruck={isStruck}>
            <GapCell entry={entry} metric={metric} direction={direction} counts={counts} />
          </Score>
        </RankingCell>
      )}
      {columns.hasEquated && (
        <RankingCell column="equated" label="equated" testId="equated">
          <Score isStruck={isStruck}>
            <EquatedScore entry={entry} metric={metric} />
          </Score>
        </RankingCell>
      )}
      <RankingCell column="submitted" label="sent">
        <Instant at={entry.submitted_at} precision="shortDay" />
      </RankingCell>
    </tr>
  );
}

const rowClasses =
  'max-phone:flex max-phone:flex-wrap max-phone:items-baseline max-phone:gap-x-14 max-phone:border-b max-phone:border-rule max-phone:px-8 max-phone:pt-10 max-phone:pb-9';

/** Rows tied with the leader stand in shallow water. */
const tiedClasses = 'bg-shallow-1 hover:bg-[color-mix(in_srgb,var(--shallow-1)_60%,var(--shallow-2))]';

const kindTitles: Readonly<Record<EntryKind, string>> = {
  entry: 'ranked',
  host: 'host entry',
  baseline: 'baseline',
};

function ModelName({ entry, board }: { entry: LeaderboardEntry; board: LeaderboardView }) {
  return (
    <>
      <b className="font-[620] wrap-anywhere">
        <Link
          href={`/benchmarks/${board.benchmark}/models/${entry.model_slug}`}
          className="text-inherit no-underline hover:underline"
        >
          {entry.model}
        </Link>
      </b>
      <ModelNote>
        {entry.team}, version {entry.version}
      </ModelNote>
      {kindOf(entry) !== 'entry' && <ModelNote>{kindTitles[kindOf(entry)]}</ModelNote>}
      {entry.chosen && <ModelNote>chosen by its team</ModelNote>}
      {!board.invalidated && <BestOfNote best={entry.best_of} metric={board.metric} />}
    </>
  );
}

function ModelNote({ children }: { children: ReactNode }) {
  return <span className="block text-small/[1.25] wrap-anywhere text-ink-2">{children}</span>;
}

function ScoreCell({ entry, frame: { board, columns } }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const hasAfter = findAfterErratum(entry) !== null;
  return (
    <RankingCell
      column="score"
      isWide={columns.hasScoreAfter}
      tone={hasAfter ? 'not-max-phone:py-4' : ''}
      testId="score"
    >
      <b className="text-body/[1.25] font-[640]">
        <Score isStruck={board.invalidated}>{formatScore(board.metric, entry.score)}</Score>
      </b>
      <span className="block text-micro/[1.2] whitespace-nowrap text-ink-3">
        <Score isStruck={board.invalidated}>
          {entry.interval ? formatInterval(board.metric, entry.interval) : 'no interval'}
        </Score>
      </span>
      <FewItemsNote entry={entry} />
      <ScoreAfterErratum board={board} entry={entry} />
    </RankingCell>
  );
}

function PlotCell({
  entry,
  frame: { board, scale, baselines, bandOf },
}: {
  entry: LeaderboardEntry;
  frame: RankingFrame;
}) {
  const { metric, provisional, invalidated } = board;
  return (
    <RankingCell
      column="plot"
      tone={provisional || invalidated ? 'text-ink-3' : evidenceTones[entry.evidence]}
    >
      <Whisker
        entry={entry}
        metric={metric}
        scale={scale}
        baselines={baselines}
        band={entry.tied_with_leader && bandOf ? bandOf.interval : null}
        isProvisional={provisional}
        isFaint={invalidated}
      />
    </RankingCell>
  );
}

function NoRank() {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not ranked</span>
    </span>
  );
}

/** A number of an invalidated round stays readable, struck. */
function Score({ isStruck, children }: { isStruck: boolean; children: ReactNode }) {
  return isStruck ? <s className="text-ink-3 decoration-1">{children}</s> : children;
}

/** Beside the highest of a team's models: by how much picking it flatters its score. */
function BestOfNote({ best, metric }: { best: LeaderboardEntry['best_of']; metric: MetricName }) {
  if (best === null) return null;
  return (
    <ModelNote>
      best of the team’s {best.k}, optimistic by about&nbsp;{formatScore(metric, best.optimism)}
    </ModelNote>
  );
}
