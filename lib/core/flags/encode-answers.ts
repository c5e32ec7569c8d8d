import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { normaliseAnswer } from '../metrics/text/normalise-answer';
import { hashText } from '../round/checks/hash-text';

/**
 * Texts as numbers that are equal where the metric can't tell the answers apart, or, for metrics by which answers may be partly right,
 * where they are the same but for case, punctuation and articles. A text is 52 bits of its hash, so two that differ seem the same
 * once in 4·10¹⁵; an answer that names no choice or number is −∞.
 */
export function encodeAnswers(metric: MetricName, answers: readonly string[]): Float64Array {
  const read = metricByName[metric].readAnswer ?? normaliseAnswer;
  return Float64Array.from(answers, (answer) => {
    const seen = read(answer);
    if (typeof seen !== 'string') return seen ?? Number.NEGATIVE_INFINITY;
    const [low, high] = hashText(seen);
    return low + (high % 2 ** 20) * 2 ** 32;
  });
}
