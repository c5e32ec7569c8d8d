import type { MetricName } from '../../benchmark';
import { measureCommonWords } from '../../metrics/rouge-l';
import type { WordOverlap } from '../../metrics/text/word-overlap';
import { countSharedWords } from '../../metrics/token-f1';
import type { Predictions } from '../../submission/predictions';

/**
 * The most by which each item's F1 (`token_f1`, `rouge_l`) can be lower in a file than in the one to beat, whatever its accepted
 * answers, 0 to 1. No label is read.
 *
 * Of two answers of a and b words that share s, an accepted one has at most b − s more words in common with the second, the one to
 * beat, than with the first. If it has y in common with the first it has at least b − s + y words, so no F1 falls by more than
 * 2(b − s + y)/(2b − s + y) − 2y/(a + b − s + y), for some y from 0 to s. Of several accepted answers the one that was best before says as much.
 *
 * Null for other metrics. Throws for files of different lengths or no texts.
 */
export function boundTextLosses(
  metric: MetricName,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const compare = findComparison(metric);
  if (compare === null) return null;
  if (before.kind !== 'texts' || after.kind !== 'texts') throw new RangeError('a file without texts');
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  return Float64Array.from(after.predicted, (text, i) =>
    boundF1Loss(compare(text, before.predicted[i]!), metric),
  );
}

function findComparison(metric: MetricName): ((after: string, before: string) => WordOverlap) | null {
  switch (metric) {
    case 'token_f1':
      return countSharedWords;
    case 'rouge_l':
      return measureCommonWords;
    default:
      return null;
  }
}

function boundF1Loss({ own, other, shared }: WordOverlap, metric: MetricName): number {
  // No words are the right answer to an accepted one without any, by words; by ROUGE-L they are right to nothing.
  if (other === 0) return metric === 'token_f1' && own > 0 ? 1 : 0;
  let most = 0;
  const lost = other - shared;
  for (let y = 0; y <= shared; y++) {
    const was = lost + y;
    if (was > 0) most = Math.max(most, (2 * was) / (other + was) - (2 * y) / (own + was));
  }
  return most;
}
