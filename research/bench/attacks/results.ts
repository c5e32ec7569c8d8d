import { computeKeptVoteLoss } from '@/lib/core/exposure/exposure';
import type { GuardedCell } from './guarded-results';
import { type Mechanism, mechanisms } from './mechanism';
import { type ClimbJob, climbs, type PaperJob, paperCounts } from './plan';
import type { Cell } from './run-jobs';
import { roundResult, type Summary, summarise, valuesOf } from './summary';

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
