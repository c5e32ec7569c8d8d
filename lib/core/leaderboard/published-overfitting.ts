/** A gap with its two-sided 95 % interval, in hundredths of the unit. */
export type PublishedGap = {
  readonly unit: 'points' | 'percent-of-loss';
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Overfitting is shown: the lower limit is above 0; of a single model after Holm over all of them. */
  readonly shown: boolean;
};

/** Overfitting to feedback in a round, as it is stored once and published. */
export type PublishedOverfitting = {
  readonly gap: PublishedGap | null;
  readonly testedCount: number;
  readonly referenceCount: number;
  /** The gap divided by the leader's margin over the best constant prediction; null where that margin isn't significant. */
  readonly shareOfMargin: number | null;
  readonly models: readonly {
    readonly model: string;
    readonly version: string;
    readonly gap: PublishedGap;
  }[];
};
