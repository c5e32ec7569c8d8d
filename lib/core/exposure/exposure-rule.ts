/**
 * How exposure is made of answers: `charges`, each answer by what it is worth (`computeAnnouncementCharge`), with a stop at 100 %; `counts`,
 * a ladder as one answer and one for each announcement, and a stop for numbers alone. A round keeps the rule that it was sealed with.
 */
export type ExposureRule = 'charges' | 'counts';

const versionsOfCounts: readonly string[] = ['1', '2', '3', '4'];

export const exposureRuleOf = (scorerVersion: string): ExposureRule =>
  versionsOfCounts.includes(scorerVersion) ? 'counts' : 'charges';
