import { type FuelDesign, fuelModes } from './fuel-attack';
import type { GuardedSetting, Scheme } from './guarded-attack';
import { type Mechanism, mechanisms } from './oracle';

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

/** The number of a repetition is part of its seed, so any share of them can run in any thread. */
export type Chunk<J extends Job = Job> = {
  readonly job: J;
  /** Separate repetitions choose a design and measure it. */
  readonly purpose: 'choose' | 'measure';
  readonly firstRepetition: number;
  readonly repetitionCount: number;
};

/** Result of one repetition: a number for each name. */
export type Outcome = Readonly<Record<string, number>>;

export const paperCounts = [100, 200, 400, 700] as const;
export const climbs = [
  { itemCount: 1000, submissionCount: 700 },
  { itemCount: 4000, submissionCount: 700 },
  { itemCount: 4000, submissionCount: 3000 },
] as const;

const blockSizes = [1, 3, 10, 30, 100, 300] as const;

/** Each cell of the table of hill-climbing with all tried block sizes, the long-running ones first. */
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

export type GuardedJob = {
  readonly attack: 'guarded';
  readonly setting: GuardedSetting;
  readonly scheme: Scheme;
};

/** A line of the table: a kind of attack on a kind of round, in all tried designs. */
export type GuardedLine = { readonly title: string; readonly jobs: readonly GuardedJob[] };

const halves = { metric: 'accuracy', shareOfOnes: 0.5, unknownShare: 0.8 } as const;
const thousand: GuardedSetting = { ...halves, feedbackCount: 1000, feedbackCap: 100 };

const settingsOfFuel: readonly GuardedSetting[] = [
  { ...thousand, feedbackCap: 30 },
  thousand,
  { ...thousand, feedbackCap: 700, unknownShare: 0.4 },
  { ...thousand, feedbackCount: 4000 },
  {
    metric: 'balanced_accuracy',
    shareOfOnes: 0.05,
    unknownShare: 0.4,
    feedbackCount: 2000,
    feedbackCap: 100,
  },
  { metric: 'roc_auc', shareOfOnes: 0.1, unknownShare: 0.4, feedbackCount: 2000, feedbackCap: 100 },
];

/** Guarded z needs a larger slice than the one at which z alone is as likely as not to report an improvement. */
const fuelSharesOf = (metric: GuardedSetting['metric']) =>
  metric === 'accuracy' ? [0.6, 0.8, 1] : [0.7, 1, 1.5, 2.5];
const listDesigns = ({ metric }: GuardedSetting): FuelDesign[] =>
  fuelModes.flatMap((mode) =>
    fuelSharesOf(metric).flatMap((fuelShare) =>
      [0.1, 0.2, 0.35, 0.5].map((blockShare) => ({ mode, fuelShare, blockShare })),
    ),
  );
const fewDesigns = listDesigns(thousand).filter(({ mode, fuelShare }) => mode !== 'once' || fuelShare === 1);

/** All lines of the table of attacks on the guarded ladder. */
export const listGuardedLines = (): GuardedLine[] => [
  ...settingsOfFuel.map((setting) => ({
    title: 'fuel',
    jobs: listDesigns(setting).map((design) => jobOf(setting, { kind: 'fuel', design })),
  })),
  ...[1, 10].map((teamCount) => ({
    title: 'refused answers turned round',
    jobs: [jobOf({ ...thousand, unknownShare: 1 }, { kind: 'refused', teamCount })],
  })),
  ...[10, 50].map((teamCount) => ({
    title: 'votes of unlinked teams',
    jobs: (['blocks', 'weights'] as const).map((votes) =>
      jobOf(thousand, { kind: 'votes', teamCount, votes }),
    ),
  })),
  ...[5, 10].map((teamCount) => ({
    title: 'budget passed on',
    jobs: fewDesigns.map((design) =>
      jobOf({ ...thousand, unknownShare: 0.4 }, { kind: 'passed-on', teamCount, design }),
    ),
  })),
];

const jobOf = (setting: GuardedSetting, scheme: Scheme): GuardedJob => ({
  attack: 'guarded',
  setting,
  scheme,
});
