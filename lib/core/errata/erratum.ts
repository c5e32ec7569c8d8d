export const erratumStates = ['proposed', 'compared', 'published', 'dropped'] as const;

/** Erratum number for sealed labels. */
export const sealedLabels = 0;

/** A wrong label and its correction, in the format of the test set. */
export type LabelCorrection = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
};

/** Effect of a correction on one model's final score, in published digits; null where the score has no value. */
export type ScoreChange = {
  readonly model: string;
  readonly team: string;
  readonly version: string;
  readonly score_before: number | null;
  readonly score_after: number | null;
  readonly rank_before: number | null;
  readonly rank_after: number | null;
};
