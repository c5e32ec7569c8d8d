import { ok } from '../result';
import {
  estimateAveragePrecision,
  estimatePrecision,
  limitAveragePrecision,
  listContrasts,
} from './areas/precision-area';
import { baselines } from './baselines';
import { classMetric, classTasks } from './family/mean-metrics';
import { spreadInfluences } from './family/spread-influences';

/**
 * Average precision: Σ (R_k − R_{k−1})·P_k over the thresholds from the highest score down, P and R precision and recall of
 * the items at or above it, equal scores together and nothing interpolated. Binary: the score is the probability of
 * `classes[1]`. Multiclass: the unweighted mean over classes of class c against all others. Range 0 to 1, the share of
 * positives at chance, higher is better. Equal to scikit-learn's `average_precision_score`, of several classes on the
 * binarised labels with `average='macro'`. Undefined as the ROC area is: `no-items`, `no-probabilities`, `not-finite`, and
 * `absent-class` if the labels lack any class.
 */
export const averagePrecision = classMetric({
  name: 'average_precision',
  title: 'Average precision',
  meaning:
    'How pure the top of the list is when items are sorted by probability, averaged over all positives. Guessing gets the share of positives.',
  short: 'AP',
  formula: 'Σ_{k} (R_{k} − R_{k−1}) · P_{k}',
  note: 'Precision at every threshold weighted by the recall it adds, nothing interpolated; several classes: mean of each against the rest.',
  tasks: classTasks,
  needs: 'probabilities',
  direction: 'higher',
  range: [0, 1],
  compute(s) {
    const contrasts = listContrasts(s);
    if (!contrasts.ok) return contrasts;
    let sum = 0;
    for (const contrast of contrasts.value) sum += estimatePrecision(contrast).value;
    return ok(sum / contrasts.value.length);
  },
  outcomes: {
    compute: spreadInfluences(estimateAveragePrecision),
    kind: 'real',
    direction: 'higher',
    isMean: false,
    isDistance: false,
  },
  itemComparison: {
    by: 'nothing',
    reason: 'An item has no average precision of its own: it counts at every threshold below it.',
  },
  interval: {
    method: 'logit-t',
    compute: limitAveragePrecision,
    needsWrongClasses: false,
    hasHeavyTails: false,
  },
  pairTest: 'paired-t',
  degrees: 'positives',
  computePseudoValues: null,
  ladder: { test: 'guarded-z', losses: 'precision-area' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  chanceScore: null,
  // An item's weight depends on its rank; the first items weigh 1, 1/2, 1/3, … against the number of positives.
  digitsRevealLabels: true,
  seesOrderAlone: true,
});
