import { ok, type Result, refuse } from '../result';
import { log } from '../statistics/exact-math';
import { classMetric, classTasks, meanOfItems } from './family/mean-metrics';
import { baselines } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

const ofItems = meanOfItems('lower', computeItemLogLoss);

/**
 * Mean negative natural logarithm of the probability given to the label (Good 1952), in nats. From 0 up, lower is better:
 * with probabilities clipped at ε, a certain but wrong prediction costs about −ln ε. Undefined for n = 0 (`no-items`) and
 * without probabilities (`no-probabilities`). A class may be absent from the labels. See `computeItemLogLoss` for the
 * clipping.
 */
export const logLoss = classMetric({
  name: 'log_loss',
  title: 'Log loss',
  meaning:
    'The mean surprise of the labels under the predicted probabilities, in nats. Confident mistakes cost most; {0} is perfect.',
  formula: '−(1/n) · Σ ln p̂ᵢ(yᵢ)',
  note: 'In nats (Good 1952). Probabilities are clipped to [ε, 1 − ε], ε a setting of the benchmark, and rows divided by their sum.',
  tasks: classTasks,
  needs: 'probabilities',
  range: [0, Number.POSITIVE_INFINITY],
  ...ofItems,
  interval: { ...ofItems.interval, needsWrongClasses: true },
  baseline: baselines.entropy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'loss',
  probitScale: 'never',
  chanceScore: null,
  // At risk: an item's weight depends on the predicted probability, which the participant chooses.
  digitsRevealLabels: true,
  isClipped: true,
});

/**
 * Log loss of each item, in nats. As in scikit-learn 1.4's `log_loss` with all classes as `labels`, every probability is clipped
 * to [ε, 1 − ε] and only then is the row divided by its sum. So a label given probability 0 costs −ln ε, not infinity, and a row
 * of zeros counts as uniform. ε is the benchmark's `logLossClip`, else 2⁻⁵² as there, which costs 36.04.
 */
function computeItemLogLoss(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { probabilities, labels } = s;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  const width = s.classes.length;
  const clip = s.logLossClip ?? Number.EPSILON;
  const clipped = (probability: number): number => Math.min(Math.max(probability, clip), 1 - clip);
  const losses = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += clipped(probabilities[i * width + c]!);
    // Adding 0 turns the -0 of a certain and right prediction into 0.
    losses[i] = -log(clipped(probabilities[i * width + labels[i]!]!) / sum) + 0;
  }
  return ok(losses);
}
