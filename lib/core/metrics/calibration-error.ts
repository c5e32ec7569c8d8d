import { ok } from '../result';
import { computeSum } from '../statistics/compensated-sum';
import { baselines } from './baselines';
import {
  binCalibrationGaps,
  binGaps,
  bootstrapBinnedGaps,
  bootstrapGroupedGaps,
  computeBinnedError,
  computeCalibrationGaps,
  computeItemCalibration,
} from './calibration/calibration-gaps';
import { classMetric, classTasks } from './family/mean-metrics';

/**
 * Expected calibration error (Naeini et al. 2015, AAAI; Guo et al. 2017, arXiv 1706.04599) with 15 bins of equal width on the
 * confidence, the probability of the predicted class: Σ_b (n_b/n)·|mean confidence − share of hits in bin b|. Bin b = 0 … 14
 * holds confidences in (b/15, (b+1)/15], found as ⌈15·confidence⌉ − 1 in doubles; 0 falls into the first. Range 0 to 1, lower
 * is better. It is biased upwards, the more the fewer items a bin has: a perfectly calibrated model scores above 0.
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), and if one isn't finite (`not-finite`).
 */
export const calibrationError = classMetric({
  name: 'calibration_error',
  title: 'Expected calibration error',
  meaning:
    'The mean difference between the confidence of a prediction and the share of hits at that confidence. {0} is perfect.',
  short: 'ECE',
  formula: 'Σ_{b} (n_{b}/n) · |conf_{b} − acc_{b}|',
  note: 'Mean confidence against share of hits in 15 bins of equal width on the probability of the predicted class (Guo et al. 2017, arXiv 1706.04599). Biased upwards where bins hold few items.',
  tasks: classTasks,
  needs: 'probabilities',
  direction: 'lower',
  range: [0, 1],
  compute(s) {
    const bins = binCalibrationGaps(s);
    return bins.ok ? ok(computeBinnedError(bins.value.map(computeSum), s.labels.length)) : bins;
  },
  // Their mean is the metric, but the sign of an item's term depends on a sum over its bin: it is no mean of independent
  // terms.
  outcomes: {
    compute: computeItemCalibration,
    kind: 'real',
    direction: 'lower',
    isMean: false,
    isDistance: false,
  },
  itemComparison: {
    by: 'nothing',
    reason:
      'An item has no calibration error of its own: confidence is compared with hits in bins of many items.',
  },
  interval: {
    method: 'bootstrap',
    compute(s, { groups, seed }) {
      const gaps = computeCalibrationGaps(s);
      if (!gaps.ok) return gaps;
      const interval =
        groups === null
          ? bootstrapBinnedGaps(binGaps(gaps.value), seed)
          : bootstrapGroupedGaps(gaps.value, groups, seed);
      return ok({ ...interval, method: 'bootstrap' });
    },
    needsWrongClasses: false,
    hasHeavyTails: false,
  },
  // A mean once the signs of its bins are fixed; near 0 such a comparison errs towards no difference.
  pairTest: 'paired-t',
  degrees: 'items',
  computePseudoValues: null,
  ladder: null,
  baseline: baselines.entropy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: null,
  probitScale: 'never',
  chanceScore: null,
  // An item's weight within a bin depends on its confidence, and each bin is a sum of its own.
  digitsRevealLabels: true,
  seesOrderAlone: false,
});
