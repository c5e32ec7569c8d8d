import type { LossBound } from '../../metrics/metric';
import { countSharedWords } from '../../metrics/question-answering';
import { measureCommonWords } from '../../metrics/rouge-l';
import type { WordOverlap } from '../../metrics/text/words';
import type { Predictions } from '../../submission/predictions';

/**
 * Largest possible decrease of each item's F1 from the current best to a file, over all accepted texts, 0 to 1. No label is read.
 *
 * For two texts of a and b words that share s, an accepted text has at most b − s more words in common with the second, the
 * current best, than with the first. If it has y in common with the first it has at least b − s + y words, so no F1 falls by more
 * than 2(b − s + y)/(2b − s + y) − 2y/(a + b − s + y), for some y from 0 to s. With several accepted texts the one that was best
 * before gives the same bound.
 *
 * Null for other bounds. Throws for files of different lengths or no texts.
 */
export function boundTextLosses(
  bound: LossBound,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const rule = findRule(bound);
  if (rule === null) return null;
  if (before.kind !== 'texts' || after.kind !== 'texts') throw new RangeError('a file without texts');
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  return Float64Array.from(after.predicted, (text, i) =>
    boundF1Loss(rule.compare(text, before.predicted[i]!), rule),
  );
}

type Rule = {
  readonly compare: (after: string, before: string) => WordOverlap;
  /** An empty text is right for an accepted text without any words; else it is wrong. */
  readonly acceptsNoWords: boolean;
};

function findRule(bound: LossBound): Rule | null {
  switch (bound) {
    case 'shared-words':
      return { compare: countSharedWords, acceptsNoWords: true };
    case 'common-subsequence':
      return { compare: measureCommonWords, acceptsNoWords: false };
    default:
      return null;
  }
}

function boundF1Loss({ own, other, shared }: WordOverlap, { acceptsNoWords }: Rule): number {
  if (other === 0) return acceptsNoWords && own > 0 ? 1 : 0;
  let most = 0;
  const lost = other - shared;
  for (let y = 0; y <= shared; y++) {
    const was = lost + y;
    if (was > 0) most = Math.max(most, (2 * was) / (other + was) - (2 * y) / (own + was));
  }
  return most;
}
