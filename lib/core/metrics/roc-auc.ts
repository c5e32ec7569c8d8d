import { ok, type Result, refuse } from '../result';
import { computeArea, computeContrastArea } from '../statistics/contrast';
import { estimateRocArea, limitRocArea } from './areas/limit-roc-area';
import { listContrasts } from './areas/precision-area';
import { baselines } from './baselines';
import { classMetric, classTasks } from './family/mean-metrics';
import { spreadInfluences } from './family/spread-influences';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Area under the ROC curve: the chance that a positive item is scored above a negative one, ties counting half (Hanley & McNeil
 * 1982), by midranks in O(n log n). Binary: the score is the probability of `classes[1]`. Multiclass: the unweighted mean over
 * classes of the area of class c against all others (Provost & Domingos 2000). Range 0 to 1, 0.5 for a constant score, higher is
 * better. Equal to scikit-learn's `roc_auc_score` (multiclass: `multi_class='ovr'`, `average='macro'`).
 *
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), and if the labels lack any class
 * (`absent-class`): scikit-learn refuses these too, and a mean over the present classes would change its meaning from split to
 * split. `not-finite` if a probability is NaN or infinite, which has no rank.
 */
export const rocAuc = classMetric({
  name: 'roc_auc',
  title: 'ROC AUC',
  meaning:
    'How often an item of a class gets a higher probability of it than an item of another class. {0.5} is guessing, {1} is perfect.',
  formula: 'P(s₊ > s₋) + ½ · P(s₊ = s₋)',
  note: 'Area under the ROC curve (Hanley & McNeil 1982); several classes: mean of each against the rest (Provost & Domingos 2000).',
  tasks: classTasks,
  needs: 'probabilities',
  direction: 'higher',
  range: [0, 1],
  compute(s) {
    const contrasts = listContrasts(s);
    if (!contrasts.ok) return contrasts;
    let sum = 0;
    for (const contrast of contrasts.value) sum += computeArea(contrast);
    return ok(sum / contrasts.value.length);
  },
  // An area depends on pairs of items, so these have no mean to compare: the area of a binary task is computed from them.
  outcomes: {
    compute: pickProbabilities,
    kind: 'real',
    direction: 'higher',
    isMean: false,
    isDistance: false,
  },
  itemComparison: {
    by: 'merits',
    compute: computePlacements,
    direction: 'higher',
    meaning: 'it ranks a larger share of the other classes on the right side of it',
  },
  interval: { method: 'logit-t', compute: limitRocArea, needsWrongClasses: false, hasHeavyTails: false },
  pairTest: 'paired-t',
  degrees: 'area',
  computePseudoValues: spreadInfluences(estimateRocArea),
  ladder: { test: 'guarded-z', losses: 'roc-area' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: true,
  intervalWidth: 'unknown',
  // Also a probability, of a positive being scored above a negative; the mean of several classes' areas has no probit scale.
  excessScale: 'area',
  probitScale: 'of-two-classes',
  chanceScore: 0.5,
  // A sum of ranks divided by numbers of the order n², of which four decimals can encode a handful of items at most.
  digitsRevealLabels: false,
  seesOrderAlone: true,
});

/**
 * Each item's placement, the share of the other side that is ordered correctly against it, averaged over contrasts. Fails for the
 * metric's reasons.
 */
function computePlacements(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const placements = new Float64Array(s.labels.length);
  for (const contrast of contrasts.value) {
    const ofContrast = computeContrastArea(contrast).placements;
    for (let i = 0; i < placements.length; i++) placements[i]! += ofContrast[i]!;
  }
  return ok(placements.map((sum) => sum / contrasts.value.length));
}

/** The probability of the positive class for a binary task; of the label's class for a multiclass task. */
function pickProbabilities(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { probabilities, classes } = s;
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  const column = (label: number) => (s.task === 'binary' ? 1 : label);
  return ok(Float64Array.from(s.labels, (label, i) => probabilities[i * classes.length + column(label)]!));
}
