import { computeKeptVoteLoss } from '@/lib/core/exposure/vote-attacks';
import { type Mechanism, mechanisms } from './mechanism';
import { type ClimbJob, climbs, type PaperJob, paperCounts } from './plan';
import type { Cell } from './run-jobs';

/** Mean, standard deviation, and standard error of the mean over the repetitions, to four decimals. */
export type Summary = {
  readonly mean: number;
  readonly standard_deviation: number;
  readonly standard_error: number;
};

/** What `npm run bench:attacks` writes: no time and no machine, so that a second run gives the same bytes. */
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
    /** The best of those tried. */
    readonly block_size: number;
    readonly gain_in_standard_errors: Summary;
  }[];
};

/** Both tables, in the order of mechanisms and columns. */
export function summariseResults(
  cells: { readonly paper: readonly Cell<PaperJob>[]; readonly climbing: readonly Cell<ClimbJob>[] },
  repetitions: number,
): Results {
  const paper = mechanisms.flatMap((mechanism) =>
    paperCounts.map((submissions) => {
      const { outcomes } = cells.paper.find(
        ({ job }) => job.mechanism === mechanism && job.submissionCount === submissions,
      )!;
      return {
        mechanism,
        submissions,
        feedback_loss: summarise(outcomes.map(({ value }) => value)),
        final_loss: summarise(outcomes.map(({ finalLoss }) => finalLoss!)),
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
        gain_in_standard_errors: summarise(outcomes.map(({ value }) => value)),
      };
    }),
  );
  const closedForm = paperCounts.map((submissions) => ({
    submissions,
    feedback_loss: round(computeKeptVoteLoss(submissions, 4000)),
  }));
  return { repetitions, paper, closed_form: closedForm, hill_climbing: hillClimbing };
}

function summarise(values: readonly number[]): Summary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return {
    mean: round(mean),
    standard_deviation: round(deviation),
    standard_error: round(deviation / Math.sqrt(values.length)),
  };
}

const round = (value: number): number => Number(value.toFixed(4)) + 0;
