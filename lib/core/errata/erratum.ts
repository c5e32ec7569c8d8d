export const erratumStates = ['proposed', 'compared', 'published', 'dropped'] as const;

/** What stands in place of an erratum's number where labels are as they were sealed. */
export const sealedLabels = 0;

/** A label that was wrong. Labels are as the test set gives them. */
export type LabelCorrection = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
};

/** What a correction does to one model's final score, in published digits; null where the score has no value. */
export type ScoreChange = {
  readonly model: string;
  readonly team: string;
  readonly version: string;
  readonly score_before: number | null;
  readonly score_after: number | null;
  readonly rank_before: number | null;
  readonly rank_after: number | null;
};
