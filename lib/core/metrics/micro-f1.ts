import type { Result } from '../result';
import { computeAccuracy } from './accuracy';
import type { ClassificationScorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';

/**
 * F1 of the pooled counts, 2·Σ TP_c/(2·Σ TP_c + Σ FP_c + Σ FN_c) over all classes. With one label and one prediction an
 * item every miss is one false positive and one false negative, so this is the accuracy, and is computed as it. Range 0 to
 * 1, higher is better. Equal to scikit-learn's `f1_score(average='micro')`. Undefined for n = 0 (`no-items`).
 */
export const computeMicroF1 = (s: ClassificationScorable): Result<number, UndefinedMetric> =>
  computeAccuracy(s);
