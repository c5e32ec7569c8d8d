import type { GuardedJob } from './guarded-plan';
import { type Mechanism, mechanisms } from './mechanism';

export type PaperJob = {
  readonly attack: 'paper';
  readonly mechanism: Mechanism;
  readonly itemCount: number;
  readonly feedbackCount: number;
  readonly submissionCount: number;
};

export type ClimbJob = {
  readonly attack: 'hill-climbing';
  readonly mechanism: Mechanism;
  readonly itemCount: number;
  readonly submissionCount: number;
  readonly blockSize: number;
};

export type Job = PaperJob | ClimbJob | GuardedJob;

/** The repetition's number is part of its seed, so any share of them can be run anywhere. */
export type Chunk<J extends Job = Job> = {
  readonly job: J;
  /** Repetitions that choose a design aren't those that measure it. */
  readonly purpose: 'choose' | 'measure';
  readonly firstRepetition: number;
  readonly repetitionCount: number;
};

/** What one repetition gives, a number for each name. */
export type Outcome = Readonly<Record<string, number>>;

export const paperCounts = [100, 200, 400, 700] as const;
export const climbs = [
  { itemCount: 1000, submissionCount: 700 },
  { itemCount: 4000, submissionCount: 700 },
  { itemCount: 4000, submissionCount: 3000 },
] as const;

const blockSizes = [1, 3, 10, 30, 100, 300] as const;

/** Each cell of the table of hill-climbing in all block sizes that are tried, the long ones first. */
export const listClimbs = (): ClimbJob[][] =>
  [...climbs]
    .reverse()
    .flatMap((climb) =>
      mechanisms.map((mechanism) =>
        blockSizes.map((blockSize) => ({ attack: 'hill-climbing' as const, mechanism, blockSize, ...climb })),
      ),
    );

/** All cells of the table of the paper's attack. */
export const listPaperJobs = (): PaperJob[] =>
  [...paperCounts].reverse().flatMap((submissionCount) =>
    mechanisms.map((mechanism) => ({
      attack: 'paper' as const,
      mechanism,
      itemCount: 8000,
      feedbackCount: 4000,
      submissionCount,
    })),
  );
