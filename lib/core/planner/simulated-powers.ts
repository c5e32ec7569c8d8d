import type { MetricName } from '../metrics/metric-name';
import { type ClassShares, findRarestShare } from './class-shares';

/** How often a ladder announces a file that is better throughout, by simulation. */
export type SimulatedPower = {
  readonly metric: MetricName;
  /** What is better, in words. */
  readonly step: string;
  /** The scenario of `bench/losses/scenarios.ts` that it is drawn by. */
  readonly scenario: string;
  /** Of how many classes it was drawn; null where there are none. */
  readonly classCount: number | null;
  /** The share of items of the rarest class; null where it makes no difference. */
  readonly rarestShare: number | null;
  readonly feedbackCount: number;
  /** Of 1: at the first test, and at the fifth after four refusals. */
  readonly first: number;
  readonly fifth: number;
};

/** Of the feedback part. */
const simulatedItems = 1000;

type Row = readonly [
  MetricName,
  step: string,
  scenario: string,
  rarest: number | null,
  first: number,
  fifth: number,
];

/** `npm run bench:losses`, as docs/papers/possible-losses.md has it: 600 rounds a row, of areas and rank correlations 400. */
const rows: readonly Row[] = [
  [
    'balanced_accuracy',
    'Finds 75 % of the positives, not 60 %, with 5 % false alarms',
    'recall .60 to .75, 5 % positives',
    0.05,
    0.245,
    0.012,
  ],
  [
    'balanced_accuracy',
    'Finds 75 % of the positives, not 60 %, with 5 % false alarms',
    'recall .60 to .75, 10 % positives',
    0.1,
    0.638,
    0.152,
  ],
  [
    'balanced_accuracy',
    'Finds 75 % of the positives, not 60 %, with 5 % false alarms',
    'recall .60 to .75, 20 % positives',
    0.2,
    0.945,
    0.692,
  ],
  [
    'macro_f1',
    'Raises 2 % false alarms, not 5 %, and finds 70 % of the positives',
    'false positives less by 60 %, 2 %',
    0.02,
    0.505,
    0.053,
  ],
  [
    'macro_f1',
    'Raises 2 % false alarms, not 5 %, and finds 70 % of the positives',
    'false positives less by 60 %, 5 %',
    0.05,
    0.625,
    0.155,
  ],
  [
    'macro_f1',
    'Raises 2 % false alarms, not 5 %, and finds 70 % of the positives',
    'false positives less by 60 %, 10 %',
    0.1,
    0.622,
    0.15,
  ],
  ['roc_auc', 'An area of 87, not 80', 'd′ 1.2 to 1.6, 10 % positives', 0.1, 0.348, 0.028],
  ['roc_auc', 'An area of 87, not 80', 'd′ 1.2 to 1.6, 30 % positives', 0.3, 0.892, 0.47],
  ['roc_auc', 'An area of 87, not 80', 'd′ 1.2 to 1.6, 50 % positives', 0.5, 0.95, 0.705],
  ['average_precision', 'A ROC AUC of 87, not 80', 'd′ 1.2 to 1.6, 10 % positives', 0.1, 0.115, 0.005],
  ['average_precision', 'A ROC AUC of 87, not 80', 'd′ 1.2 to 1.6, 30 % positives', 0.3, 0.605, 0.042],
  ['average_precision', 'A ROC AUC of 87, not 80', 'd′ 1.2 to 1.6, 50 % positives', 0.5, 0.58, 0.022],
  ['quadratic_kappa', 'Five grades, seen with less noise by a fifth', 'better grades', null, 0.917, 0.357],
  ['rmse', 'An R² of 0.6, not 0.5, of normal labels', 'better throughout', null, 1, 0.797],
  ['mape', 'Errors of 25 %, not 30 %, of labels from 10 to 40', 'better throughout', null, 0.973, 0.678],
  ['spearman', 'A correlation of 60, not 50', 'better throughout', null, 1, 0.988],
  ['kendall', 'A correlation of 60, not 50, by Pearson', 'better throughout', null, 1, 0.992],
  ['token_f1', '35 % of the words wrong, not 40 %', 'better answers', null, 0.997, 0.987],
  ['rouge_l', '35 % of the words wrong, not 40 %', 'better answers', null, 0.998, 0.987],
];

export const simulatedPowers = rows.map(
  ([metric, step, scenario, rarestShare, first, fifth]): SimulatedPower => ({
    metric,
    step,
    scenario,
    // Grades are the one metric of more classes than two among them.
    classCount: metric === 'quadratic_kappa' ? 5 : rarestShare === null ? null : 2,
    rarestShare,
    feedbackCount: simulatedItems,
    first,
    fifth,
  }),
);

/**
 * Those of this metric in rounds of as many classes that have no more items than this one, nor more of the rarest class. A ladder
 * decides by R² as it does by RMSE.
 */
export const listSimulatedPowers = (round: {
  readonly metric: MetricName;
  readonly shares: ClassShares;
  readonly feedbackCount: number;
}): readonly SimulatedPower[] =>
  simulatedPowers.filter(
    ({ metric, classCount, rarestShare, feedbackCount }) =>
      metric === (round.metric === 'r2' ? 'rmse' : round.metric) &&
      feedbackCount <= round.feedbackCount &&
      (classCount === null || classCount === round.shares.length) &&
      (rarestShare === null || rarestShare <= findRarestShare(round.shares)),
  );
