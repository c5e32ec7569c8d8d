import { computeKeptVoteLoss, computeTolerance } from '@/lib/core/exposure/exposure';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { RunChunks } from '../threads/run-in-threads';
import type { Scheme } from './guarded-attack';
import { type Mechanism, mechanisms } from './oracle';
import {
  type Chunk,
  type ClimbJob,
  climbs,
  type GuardedJob,
  type GuardedLine,
  type Job,
  type Outcome,
  type PaperJob,
  paperCounts,
} from './plan';

/** Output of `npm run bench:attacks`. Without times and machine names, so that a second run writes the same bytes. */
export type Results = {
  readonly repetitions: number;
  readonly paper: readonly {
    readonly mechanism: Mechanism;
    readonly submissions: number;
    readonly feedback_loss: Summary;
    readonly final_loss: Summary;
  }[];
  readonly closed_form: readonly { readonly submissions: number; readonly feedback_loss: number }[];
  readonly hill_climbing: readonly {
    readonly mechanism: Mechanism;
    readonly items: number;
    readonly submissions: number;
    /** The block size with the largest gain. */
    readonly block_size: number;
    readonly gain_in_standard_errors: Summary;
  }[];
  readonly guarded: readonly GuardedCell[];
};

/** The tables by mechanism, in the order of mechanisms and columns. */
export function summariseResults(
  cells: { readonly paper: readonly Cell<PaperJob>[]; readonly climbing: readonly Cell<ClimbJob>[] },
  repetitions: number,
): Omit<Results, 'guarded'> {
  const paper = mechanisms.flatMap((mechanism) =>
    paperCounts.map((submissions) => {
      const { outcomes } = cells.paper.find(
        ({ job }) => job.mechanism === mechanism && job.submissionCount === submissions,
      )!;
      return {
        mechanism,
        submissions,
        feedback_loss: summarise(valuesOf(outcomes, 'feedbackLoss')),
        final_loss: summarise(valuesOf(outcomes, 'finalLoss')),
      };
    }),
  );
  const hillClimbing = mechanisms.flatMap((mechanism) =>
    climbs.map(({ itemCount, submissionCount }) => {
      const { job, outcomes } = cells.climbing.find(
        (cell) =>
          cell.job.mechanism === mechanism &&
          cell.job.itemCount === itemCount &&
          cell.job.submissionCount === submissionCount,
      )!;
      return {
        mechanism,
        items: itemCount,
        submissions: submissionCount,
        block_size: job.blockSize,
        gain_in_standard_errors: summarise(valuesOf(outcomes, 'gain')),
      };
    }),
  );
  const closedForm = paperCounts.map((submissions) => ({
    submissions,
    feedback_loss: roundResult(computeKeptVoteLoss(submissions, 4000)),
  }));
  return { repetitions, paper, closed_form: closedForm, hill_climbing: hillClimbing };
}

/**
 * One attack on a guarded round. A gain is the score of its last file minus the file's true value, in standard errors of the
 * metric.
 */
type GuardedCell = {
  readonly attack: string;
  readonly metric: MetricName;
  readonly feedback_items: number;
  readonly feedback_cap: number;
  /** Share of the items that are unknown to the model. */
  readonly unknown_share: number;
  readonly teams: number;
  /** The design, and how it was chosen among the tried ones. */
  readonly design: string;
  readonly chosen_by: 'gain' | 'gain-for-exposure';
  readonly decisions: number;
  readonly improvements: number;
  readonly feedback_gain: Summary;
  readonly final_gain: Summary;
  /** Exposure of the team, or the pooled one of several teams. */
  readonly exposure: number;
  /** Maximum of a mean gain: exposure × tolerance, in the same unit. */
  readonly gain_allowed: number;
};

const choosingCount = 10;

/**
 * For each line, the design with the largest gain and the one with the largest gain per exposure, both chosen on separate
 * repetitions.
 */
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

/** Mean, standard deviation, and standard error of the mean over the repetitions, to four decimals. */
export type Summary = {
  readonly mean: number;
  readonly standard_deviation: number;
  readonly standard_error: number;
};

export function summarise(values: readonly number[]): Summary {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return {
    mean: roundResult(mean),
    standard_deviation: roundResult(deviation),
    standard_error: roundResult(deviation / Math.sqrt(values.length)),
  };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const roundResult = (value: number): number => Number(value.toFixed(4)) + 0;

/** @throws where a repetition lacks the number */
export const valuesOf = (outcomes: readonly Outcome[], name: string): number[] =>
  outcomes.map((outcome) => {
    const value = outcome[name];
    if (value === undefined) throw new Error(`an outcome without ${name}`);
    return value;
  });

const chunkSize = 10;

export type Cell<J extends Job = Job> = { readonly job: J; readonly outcomes: readonly Outcome[] };

/** Runs so many repetitions of every job; the results are in the order of the jobs. */
export async function runJobs<J extends Job>(
  runChunks: RunChunks<Chunk, Outcome[]>,
  jobs: readonly J[],
  { purpose, repetitions }: { purpose: Chunk['purpose']; repetitions: number },
): Promise<Cell<J>[]> {
  const chunks = jobs.flatMap((job) =>
    Array.from(
      { length: Math.ceil(repetitions / chunkSize) },
      (_, i): Chunk => ({
        job,
        purpose,
        firstRepetition: i * chunkSize,
        repetitionCount: Math.min(chunkSize, repetitions - i * chunkSize),
      }),
    ),
  );
  const outcomes = await runChunks(chunks);
  return jobs.map((job) => ({
    job,
    outcomes: chunks.flatMap((chunk, i) => (chunk.job === job ? outcomes[i]! : [])),
  }));
}
