/** A published score as it reads on the base round's scale, in published digits. The keys are those of the API. */
export type PublishedEquatedScore = {
  readonly score: number;
  readonly standard_error: number;
  /** Limits at 95 %. */
  readonly lower: number;
  readonly upper: number;
  readonly base_round: number;
  /** How many calibration marks it rests on. */
  readonly marks: number;
};
