import { ok, type Result, refuse } from '../../result';
import type { MeanStatistic } from '../../statistics/bootstrap-intervals';
import { computePseudoValues, type InfluenceEstimate } from '../../statistics/influence-estimate';
import type { Metric } from '../metric';
import { type TextScorable, type UndefinedMetric, undefinedMetric } from '../scorable/scorable';
import { resampledInterval, textMetric } from './mean-metrics';

/**
 * Defines a metric of counts that are added over all texts. Its interval resamples items by their counts, and models are
 * compared by the items' influences.
 */
export const corpusMetric = <const Name extends string>({
  computeScore,
  computeScoreOfOne,
  findStatistic,
  estimate,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note'> & {
  /** Computes the score of all texts together, at least one. */
  readonly computeScore: (s: TextScorable) => number;
  /**
   * Computes the score of a single text, by which two models are compared on an item: 1 for the right text, however short.
   */
  readonly computeScoreOfOne: (s: TextScorable) => number;
  readonly findStatistic: (s: TextScorable) => MeanStatistic;
  readonly estimate: (s: TextScorable) => InfluenceEstimate;
}): Metric<Name> =>
  textMetric<Name>({
    direction: 'higher',
    compute: (s): Result<number, UndefinedMetric> =>
      s.labels.length === 0 ? refuse(undefinedMetric('no-items')) : ok(computeScore(s)),
    outcomes: {
      compute: (s) => ok(computePseudoValues(estimate(s))),
      kind: 'real',
      direction: 'higher',
      isMean: false,
      isDistance: false,
    },
    itemComparison: {
      by: 'merits',
      compute: (s) => ok(scoreEach(s, computeScoreOfOne)),
      direction: 'higher',
      meaning: 'its prediction for that item alone has a higher score',
    },
    interval: resampledInterval(findStatistic),
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    ladder: null,
    intervalWidth: 'unknown',
    excessScale: 'share',
    probitScale: 'never',
    // At risk: the participant determines an item's weight by the number of words or characters in its text.
    digitsRevealLabels: true,
    seesOrderAlone: false,
    readPrediction: null,
    labelRule: null,
    ...particular,
  });

const scoreEach = (
  { task, labels, predicted }: TextScorable,
  computeScoreOfOne: (s: TextScorable) => number,
): Float64Array =>
  Float64Array.from(labels, (accepted, i) =>
    computeScoreOfOne({ task, labels: [accepted], predicted: [predicted[i]!] }),
  );
