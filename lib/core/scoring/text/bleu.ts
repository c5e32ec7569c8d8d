import { exp, log } from '../../statistics/exact-math';
import { countTokens } from './count-tokens';
import { tokenise13a } from './tokenise-13a';

const orderMax = 4;

/** What a corpus BLEU is computed from; counts of items add up. `common` and `total` are n-grams of the orders 1 … 4. */
export type BleuCounts = {
  readonly answerLength: number;
  readonly referenceLength: number;
  readonly common: readonly number[];
  readonly total: readonly number[];
};

/**
 * Counts of one item against one or more references: n-grams are clipped at the most that any reference has, and the reference
 * length is the one closest to the answer's, the shorter of two as close. Throws without a reference.
 */
export function countBleu(answer: string, references: readonly string[]): BleuCounts {
  const own = tokenise13a(answer);
  const others = references.map((reference) => tokenise13a(reference));
  const orders = Array.from({ length: orderMax }, (_, k) => k + 1);
  return {
    answerLength: own.length,
    referenceLength: findClosest(
      own.length,
      others.map((tokens) => tokens.length),
    ),
    common: orders.map((order) => countClipped(own, others, order)),
    total: orders.map((order) => Math.max(0, own.length - order + 1)),
  };
}

/** Counts of all items together. */
export function addBleu(items: readonly BleuCounts[]): BleuCounts {
  const addLength = (side: 'answerLength' | 'referenceLength') =>
    items.reduce((sum, counts) => sum + counts[side], 0);
  const add = (side: 'common' | 'total') =>
    Array.from({ length: orderMax }, (_, k) => items.reduce((sum, counts) => sum + counts[side][k]!, 0));
  return {
    answerLength: addLength('answerLength'),
    referenceLength: addLength('referenceLength'),
    common: add('common'),
    total: add('total'),
  };
}

/**
 * Corpus BLEU (Papineni et al. 2002, P02-1040): the geometric mean of the precisions of 1- to 4-grams times the brevity penalty
 * exp(1 − r/c) for answers of c tokens shorter than their r of reference. The j-th order without a common n-gram counts 1/2ʲ of one
 * (method 3 of Chen & Cherry 2014, W14-3346). Range 0 to 1 (sacreBLEU prints it × 100), higher is better. Equal to sacreBLEU 2's
 * `corpus_bleu`, signature `case:mixed|eff:no|tok:13a|smooth:exp` (Post 2018, W18-6319). 0 where nothing is shared, and where
 * no answer has four tokens.
 */
export function computeBleu({ answerLength, referenceLength, common, total }: BleuCounts): number {
  if (common.every((count) => count === 0) || total[orderMax - 1] === 0) return 0;
  let smoothing = 1;
  let sum = 0;
  for (let k = 0; k < orderMax; k++) {
    if (common[k] === 0) smoothing *= 2;
    sum += log(common[k] === 0 ? 1 / (smoothing * total[k]!) : common[k]! / total[k]!);
  }
  const penalty = answerLength < referenceLength ? 1 - referenceLength / answerLength : 0;
  return exp(penalty + sum / orderMax);
}

function findClosest(length: number, others: readonly number[]): number {
  if (others.length === 0) throw new RangeError('BLEU needs a reference for every answer');
  return others.reduce((best, other) => {
    const gain = Math.abs(best - length) - Math.abs(other - length);
    return gain > 0 || (gain === 0 && other < best) ? other : best;
  });
}

function countClipped(own: readonly string[], others: readonly string[][], order: number): number {
  const references = others.map((tokens) => countTokens(listNgrams(tokens, order)));
  let common = 0;
  for (const [ngram, count] of countTokens(listNgrams(own, order))) {
    const most = references.reduce((max, counts) => Math.max(max, counts.get(ngram) ?? 0), 0);
    common += Math.min(count, most);
  }
  return common;
}

/** Tokens have no spaces in them, so joined n-grams are equal only if their tokens are. */
function listNgrams(tokens: readonly string[], order: number): string[] {
  return Array.from({ length: Math.max(0, tokens.length - order + 1) }, (_, i) =>
    tokens.slice(i, i + order).join(' '),
  );
}
