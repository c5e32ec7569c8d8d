import type { MeanStatistic } from '../statistics/bootstrap-intervals';
import { exp, log } from '../statistics/exact-math';
import type { InfluenceEstimate } from '../statistics/influence-estimate';
import { corpusMetric } from './family/corpus-metric';
import type { TextScorable } from './scorable/scorable';
import { countCommon, countTokens, rememberCounts, splitWords, whiteSpace } from './text/words';

const orderMax = 4;

const orders = Array.from({ length: orderMax }, (_, k) => k);

const countItems = rememberCounts(({ labels, predicted }) =>
  predicted.map((prediction, i) => countBleu(prediction, labels[i]!)),
);

/** Corpus BLEU of all items together by `computeBleu`; at least one item. */
export const computeCorpusBleu = (s: TextScorable): number => computeBleu(addBleu(countItems(s)));

/**
 * BLEU as a function of the means of its ten counts. The bootstrap resamples these counts, so it needs no tokenising (Koehn
 * 2004, W04-3250).
 */
export function bleuStatistic(s: TextScorable): MeanStatistic {
  const items = countItems(s);
  const columns = [
    Float64Array.from(items, (item) => item.predictionLength),
    Float64Array.from(items, (item) => item.referenceLength),
    ...orders.map((k) => Float64Array.from(items, (item) => item.common[k]!)),
    ...orders.map((k) => Float64Array.from(items, (item) => item.total[k]!)),
  ];
  const sumsOf = (means: Float64Array): BleuCounts => {
    // The normal approximation for very many items can draw a count just below zero.
    const sums = Array.from(means, (mean) => Math.max(0, mean * items.length));
    return {
      predictionLength: sums[0]!,
      referenceLength: sums[1]!,
      common: sums.slice(2, 2 + orderMax),
      total: sums.slice(2 + orderMax),
    };
  };
  return { columns, computeStatistic: (means) => computeBleu(sumsOf(means)) };
}

/**
 * Computes BLEU and every item's influence on it, by the derivative of ln BLEU with respect to the sums of the counts. A
 * smoothed precision has only the influence of its number of n-grams. All influences are 0 where BLEU is. Needs an item.
 */
export function estimateCorpusBleu(s: TextScorable): InfluenceEstimate {
  const items = countItems(s);
  const sums = addBleu(items);
  const value = computeBleu(sums);
  if (value === 0) return { value, influences: new Float64Array(items.length) };
  const { predictionLength: predictions, referenceLength: references } = sums;
  const influences = Float64Array.from(items, (item) => {
    let slope = 0;
    for (const k of orders) {
      const gained = sums.common[k] === 0 ? 1 / items.length : item.common[k]! / sums.common[k]!;
      slope += (gained - item.total[k]! / sums.total[k]!) / orderMax;
    }
    if (predictions < references)
      slope += ((references / predictions) * item.predictionLength - item.referenceLength) / predictions;
    return value * items.length * slope;
  });
  return { value, influences };
}

/**
 * Counts from which corpus BLEU is computed; counts of items can be added. `common` and `total` count n-grams of the orders
 * 1 … 4.
 */
export type BleuCounts = {
  readonly predictionLength: number;
  readonly referenceLength: number;
  readonly common: readonly number[];
  readonly total: readonly number[];
};

/**
 * Counts of one item against one or more references: n-grams are clipped at the most that any reference has, and the reference
 * length is that of the reference closest in length to the prediction, or of the shorter of two equally close references.
 * Throws without a reference.
 */
export function countBleu(prediction: string, references: readonly string[]): BleuCounts {
  const own = tokenise13a(prediction);
  const others = references.map((reference) => tokenise13a(reference));
  return {
    predictionLength: own.length,
    referenceLength: findClosest(
      own.length,
      others.map((tokens) => tokens.length),
    ),
    common: orders.map((k) => countClipped(own, others, k + 1)),
    total: orders.map((k) => Math.max(0, own.length - k)),
  };
}

/** Adds the counts of all items. */
export function addBleu(items: readonly BleuCounts[]): BleuCounts {
  const addLength = (side: 'predictionLength' | 'referenceLength') =>
    items.reduce((sum, counts) => sum + counts[side], 0);
  const add = (side: 'common' | 'total') =>
    orders.map((k) => items.reduce((sum, counts) => sum + counts[side][k]!, 0));
  return {
    predictionLength: addLength('predictionLength'),
    referenceLength: addLength('referenceLength'),
    common: add('common'),
    total: add('total'),
  };
}

/**
 * Corpus BLEU (Papineni et al. 2002, P02-1040): the geometric mean of the precisions of 1- to 4-grams times the brevity
 * penalty exp(1 − r/c) for predictions of c tokens shorter than their r of reference. The j-th order without a common n-gram
 * counts as 1/2ʲ of a common n-gram (method 3 of Chen & Cherry 2014, W14-3346). Range 0 to 1 (sacreBLEU prints it × 100),
 * higher is better. Equal to sacreBLEU 2's `corpus_bleu`, signature `case:mixed|eff:no|tok:13a|smooth:exp` (Post 2018,
 * W18-6319). 0 where nothing is shared, and where no prediction has four tokens.
 */
export const computeBleu = (counts: BleuCounts): number =>
  counts.total[orderMax - 1] === 0 ? 0 : averageOrders(counts, orderMax);

/**
 * BLEU of one text, by the n-gram orders that the text has (sacreBLEU's `effective_order`). With all four orders a text of
 * three words would score 0, even if it is right.
 */
export const computeBleuOfOne = (s: TextScorable): number => {
  const counts = addBleu(countItems(s));
  return averageOrders(counts, counts.total.filter((count) => count > 0).length);
};

function averageOrders(
  { predictionLength, referenceLength, common, total }: BleuCounts,
  orderCount: number,
): number {
  if (common.every((count) => count === 0)) return 0;
  let smoothing = 1;
  let sum = 0;
  for (let k = 0; k < orderCount; k++) {
    if (common[k] === 0) smoothing *= 2;
    sum += log(common[k] === 0 ? 1 / (smoothing * total[k]!) : common[k]! / total[k]!);
  }
  const penalty = predictionLength < referenceLength ? 1 - referenceLength / predictionLength : 0;
  return exp(penalty + sum / orderCount);
}

function findClosest(length: number, others: readonly number[]): number {
  if (others.length === 0) throw new RangeError('BLEU needs a reference for every prediction');
  return others.reduce((best, other) => {
    const gain = Math.abs(best - length) - Math.abs(other - length);
    return gain > 0 || (gain === 0 && other < best) ? other : best;
  });
}

function countClipped(own: readonly string[], others: readonly string[][], order: number): number {
  const most = new Map<string, number>();
  for (const tokens of others)
    for (const [ngram, count] of countTokens(listNgrams(tokens, order)))
      if (count > (most.get(ngram) ?? 0)) most.set(ngram, count);
  return countCommon(countTokens(listNgrams(own, order)), most);
}

/** Lists the n-grams of one order. Tokens contain no spaces, so joined n-grams are equal only if their tokens are equal. */
function listNgrams(tokens: readonly string[], order: number): string[] {
  return Array.from({ length: Math.max(0, tokens.length - order + 1) }, (_, i) =>
    tokens.slice(i, i + order).join(' '),
  );
}

/**
 * The tokens of mteval-v13a, like sacreBLEU's default tokeniser `13a` (Post 2018, W18-6319): XML's four escapes are undone,
 * a hyphen at a line's end joins it to the next, ASCII punctuation except apostrophe, hyphen, comma and full stop is a token
 * of its own, comma and full stop are unless between digits, and a hyphen after a digit is. Upper and lower case stay
 * different. White space at the end is removed first, as in `corpus_bleu`, so that a hyphen there stays.
 */
export function tokenise13a(text: string): string[] {
  const line = trimEnd(text)
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  const spaced = ` ${line} `
    .replaceAll(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replaceAll(/([^0-9])([.,])/gu, '$1 $2 ')
    .replaceAll(/([.,])([^0-9])/gu, ' $1 $2')
    .replaceAll(/([0-9])(-)/g, '$1 $2 ');
  return splitWords(spaced);
}

/**
 * Removes white space at the end by a loop: a regular expression anchored at the end takes quadratic time on long runs of
 * spaces inside the text.
 */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && whiteSpace.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** Corpus BLEU of all items together (`computeBleu`). Undefined for n = 0 (`no-items`). */
export const bleu = corpusMetric({
  name: 'bleu',
  title: 'BLEU',
  meaning:
    'How many runs of one to four words a prediction shares with the reference; short predictions are penalised. {1} is a perfect match.',
  formula: 'exp(min(0, 1 − r/c)) · (p₁p₂p₃p₄)^{1/4}',
  note: 'Precisions of 1- to 4-grams and lengths of all items together, c tokens predicted against r of reference (Papineni et al. 2002, P02-1040). sacreBLEU: tok:13a, smooth:exp, case:mixed (Post 2018, W18-6319).',
  computeScore: computeCorpusBleu,
  computeScoreOfOne: computeBleuOfOne,
  findStatistic: bleuStatistic,
  estimate: estimateCorpusBleu,
});
