import type { MetricName } from '../metrics/metric-name';

/** A kind of simulated rounds in which no model had learnt anything, and how often they were called fresh. */
export type FreshDesign = {
  readonly metric: MetricName;
  /** The share of items of the rarest class, of two; null without classes. */
  readonly rarestShare: number | null;
  /** Items in a group; 1 where they are independent. */
  readonly groupSize: number;
  readonly frozenCount: number;
  readonly adaptedCount: number;
  readonly feedbackCount: number;
  readonly finalCount: number;
  /** Of simulated closes those called fresh by the drop alone, as where no score is told before, and by both measures. */
  readonly freshByDrop: number;
  readonly fresh: number;
};

type Models = readonly [frozen: number, adapted: number];
type Row = readonly [
  metric: MetricName,
  rarestShare: number | null,
  groupSize: number,
  items: readonly [feedback: number, final: number],
  ...shares: readonly (readonly [models: Models, fresh: number, freshByDrop: number])[],
];

const [six, ten, twenty] = [
  [6, 4],
  [10, 10],
  [20, 20],
] as const satisfies readonly Models[];
/** As the form proposes them of 500, 2,000 and 10,000. */
const [few, some, many] = [
  [200, 300],
  [800, 1200],
  [3000, 7000],
] as const;

/** In per cent, of 200 rounds: `npm run bench:fresh-models`. */
const rows: readonly Row[] = [
  ['accuracy', 0.5, 1, few, [six, 3, 20], [ten, 18, 44.5], [twenty, 54, 73.5]],
  ['accuracy', 0.5, 1, some, [six, 28.5, 41.5], [ten, 77, 82], [twenty, 93, 97]],
  ['accuracy', 0.5, 1, many, [six, 81.5, 88], [ten, 93, 97], [twenty, 91.5, 95.5]],
  ['accuracy', 0.5, 10, few, [six, 3, 16], [ten, 8.5, 34.5], [twenty, 43.5, 72]],
  ['accuracy', 0.5, 10, some, [six, 23, 40], [ten, 73.5, 77.5], [twenty, 90, 95]],
  ['balanced_accuracy', 0.1, 1, few, [six, 0, 5], [ten, 3, 14], [twenty, 8, 29]],
  ['macro_f1', 0.1, 1, few, [six, 1.5, 9], [ten, 1.5, 17.5], [twenty, 10.5, 39.5]],
  ['macro_f1', 0.1, 1, some, [six, 4.5, 22.5], [ten, 24.5, 54.5], [twenty, 71.5, 84]],
  ['mcc', 0.2, 1, few, [six, 0.5, 6.5], [ten, 0.5, 10.5], [twenty, 1.5, 18.5]],
  ['mcc', 0.2, 1, some, [six, 1.5, 10.5], [ten, 6, 31.5], [twenty, 28.5, 60.5]],
  ['roc_auc', 0.5, 1, few, [six, 11, 31.5], [ten, 52.5, 69], [twenty, 84.5, 89.5]],
  ['cohen_kappa', 0.2, 1, few, [six, 0, 5.5], [ten, 1.5, 11.5], [twenty, 4, 26]],
  ['cohen_kappa', 0.2, 1, some, [six, 0.5, 10.5], [ten, 2.5, 23], [twenty, 23, 53]],
  ['roc_auc', 0.5, 1, some, [six, 58, 63], [ten, 92, 96], [twenty, 88.5, 94.5]],
  ['roc_auc', 0.5, 1, many, [six, 84, 90], [ten, 91, 95], [twenty, 92, 96.5]],
  ['roc_auc', 0.1, 1, few, [six, 2, 12], [ten, 12, 38.5], [twenty, 38.5, 58]],
  ['roc_auc', 0.1, 1, some, [six, 17.5, 37], [ten, 67, 78], [twenty, 89.5, 95]],
  ['average_precision', 0.1, 1, few, [six, 0, 4], [ten, 0, 6], [twenty, 2, 18.5]],
  ['average_precision', 0.1, 1, some, [six, 1, 12.5], [ten, 3, 19.5], [twenty, 9.5, 33]],
  ['log_loss', 0.5, 1, few, [six, 8, 36.5], [ten, 50, 69.5], [twenty, 83, 94]],
  ['log_loss', 0.5, 1, some, [six, 67.5, 74.5], [ten, 93, 95.5], [twenty, 89, 95]],
  ['mae', null, 1, few, [six, 45.5, 54.5], [ten, 95, 96.5], [twenty, 90.5, 97]],
  ['mae', null, 1, some, [six, 81, 93], [ten, 90.5, 97.5], [twenty, 89, 94]],
  ['rmse', null, 1, few, [six, 54.5, 63.5], [ten, 91, 95], [twenty, 92, 96.5]],
  ['rmse', null, 1, some, [six, 85.5, 90.5], [ten, 92.5, 97], [twenty, 90, 96]],
  ['r2', null, 1, few, [six, 51, 61], [ten, 95, 98.5], [twenty, 95, 98]],
  ['r2', null, 1, some, [six, 89.5, 92.5], [ten, 93.5, 96.5], [twenty, 89.5, 96.5]],
  ['spearman', null, 1, few, [six, 5, 16], [ten, 21.5, 48.5], [twenty, 60, 75.5]],
  ['spearman', null, 1, some, [six, 39.5, 46.5], [ten, 83.5, 87.5], [twenty, 90.5, 96]],
  ['kendall', null, 1, few, [six, 1.5, 16.5], [ten, 23.5, 44], [twenty, 74, 87]],
];

export const freshDesigns: readonly FreshDesign[] = rows.flatMap(
  ([metric, rarestShare, groupSize, [feedbackCount, finalCount], ...shares]) =>
    shares.map(([[frozenCount, adaptedCount], fresh, freshByDrop]) => ({
      ...{ metric, rarestShare, groupSize, frozenCount, adaptedCount, feedbackCount, finalCount },
      ...{ fresh: fresh / 100, freshByDrop: freshByDrop / 100 },
    })),
);
