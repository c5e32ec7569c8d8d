/** A published score adjusted to the base round's difficulty, in published digits. The keys are those of the API. */
export type PublishedEquatedScore = {
  readonly score: number;
  /** Of the link and of the raw score together. */
  readonly standard_error: number;
  /** Limits at 95 %. */
  readonly lower: number;
  readonly upper: number;
  readonly base_round: number;
  /** M, the anchor models that count. */
  readonly anchors: number;
};
