import { computeTolerance } from '@/lib/core/exposure/exposure';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { RunChunks } from '../threads/run-in-threads';
import type { Scheme } from './guarded-attack';
import type { GuardedJob, GuardedLine } from './guarded-plan';
import type { Chunk, Outcome } from './plan';
import { type Cell, runJobs } from './run-jobs';
import { meanOf, roundResult, type Summary, summarise, valuesOf } from './summary';

/** One attack on a guarded round. A gain is what its last file scores above its worth, in standard errors of the metric. */
export type GuardedCell = {
  readonly attack: string;
  readonly metric: MetricName;
  readonly feedback_items: number;
  readonly feedback_cap: number;
  /** Share of the items that the model knows nothing about. */
  readonly unknown_share: number;
  readonly teams: number;
  /** Of the designs tried, which this is, and how it was chosen. */
  readonly design: string;
  readonly chosen_by: 'gain' | 'gain-for-exposure';
  readonly decisions: number;
  readonly improvements: number;
  readonly feedback_gain: Summary;
  readonly final_gain: Summary;
  /** Of the team, or pooled where there are several. */
  readonly exposure: number;
  /** The most that a mean gain may be: exposure × tolerance, in the same unit. */
  readonly gain_allowed: number;
};

const choosingCount = 10;

/** Of each line the design that gains most, and the one that gains most for its exposure, chosen on repetitions of their own. */
export async function runGuardedLines(
  runChunks: RunChunks<Chunk, Outcome[]>,
  lines: readonly GuardedLine[],
  repetitions: number,
): Promise<GuardedCell[]> {
  const tried = await runJobs(
    runChunks,
    lines.flatMap(({ jobs }) => jobs),
    { purpose: 'choose', repetitions: choosingCount },
  );
  const chosen = lines.flatMap(({ title, jobs }) => {
    const cells = tried.filter(({ job }) => jobs.includes(job));
    const byGain = pick(cells, gainOf);
    const byExposure = pick(cells, (cell) => gainOf(cell) / meanOf(valuesOf(cell.outcomes, 'exposure')));
    return [
      { title, job: byGain, chosenBy: 'gain' as const },
      ...(byExposure === byGain ? [] : [{ title, job: byExposure, chosenBy: 'gain-for-exposure' as const }]),
    ];
  });
  const measured = await runJobs(
    runChunks,
    chosen.map(({ job }) => job),
    { purpose: 'measure', repetitions },
  );
  return measured.map((cell, i) => summariseCell(cell, chosen[i]!));
}

const gainOf = ({ outcomes }: Cell<GuardedJob>): number => meanOf(valuesOf(outcomes, 'feedbackGain'));

const pick = (cells: readonly Cell<GuardedJob>[], value: (cell: Cell<GuardedJob>) => number): GuardedJob =>
  cells.reduce((best, cell) => (value(cell) > value(best) ? cell : best)).job;

function summariseCell(
  { job: { setting, scheme }, outcomes }: Cell<GuardedJob>,
  { title, chosenBy }: { title: string; chosenBy: GuardedCell['chosen_by'] },
): GuardedCell {
  const { metric, feedbackCount, feedbackCap, unknownShare } = setting;
  const exposure = meanOf(valuesOf(outcomes, 'exposure'));
  const tolerance = 2 * Math.sqrt(feedbackCount) * computeTolerance(feedbackCount);
  return {
    attack: title,
    metric,
    feedback_items: feedbackCount,
    feedback_cap: feedbackCap,
    unknown_share: unknownShare,
    teams: 'teamCount' in scheme ? scheme.teamCount : 1,
    design: describeDesign(scheme),
    chosen_by: chosenBy,
    decisions: roundResult(meanOf(valuesOf(outcomes, 'answers'))),
    improvements: roundResult(meanOf(valuesOf(outcomes, 'improvements'))),
    feedback_gain: summarise(valuesOf(outcomes, 'feedbackGain')),
    final_gain: summarise(valuesOf(outcomes, 'finalGain')),
    exposure: roundResult(exposure),
    gain_allowed: roundResult(exposure * tolerance),
  };
}

function describeDesign(scheme: Scheme): string {
  switch (scheme.kind) {
    case 'votes':
      return scheme.votes === 'blocks' ? 'a block a team' : 'all vote on all items';
    case 'refused':
      return 'flips of all items';
    default: {
      const { mode, fuelShare, blockShare } = scheme.design;
      return `${mode}, fuel × ${fuelShare}, blocks of ${100 * blockShare} %`;
    }
  }
}
