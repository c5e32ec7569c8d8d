import type { MeanStatistic } from '../statistics/bootstrap-intervals';
import { square } from '../statistics/exact-math';
import type { InfluenceEstimate } from '../statistics/influence-estimate';
import { corpusMetric } from './family/corpus-metric';
import type { TextScorable } from './scorable/scorable';
import { countCommon, rememberCounts, splitWords } from './text/words';

/**
 * Counts from which corpus chrF is computed: for character n-grams of each order 1 … 6 their number in the predictions, in
 * the references, and in both. Counts of items add up. A prediction's n-grams count only for orders that the reference has
 * too.
 */
export type ChrfCounts = {
  readonly prediction: readonly number[];
  readonly reference: readonly number[];
  readonly common: readonly number[];
};

/** `beta` (β) weighs recall against precision; white space is removed from both texts unless `keepsSpace`. */
export type ChrfOptions = { readonly beta: number; readonly keepsSpace: boolean };

/** The default options of sacreBLEU 2: `nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no`. */
export const chrfDefaults: ChrfOptions = { beta: 2, keepsSpace: false };

const countItems = rememberCounts(({ labels, predicted }) =>
  predicted.map((prediction, i) => countChrf(prediction, labels[i]!)),
);

/** Corpus chrF of all items together by `computeChrf`; at least one item. */
export const computeCorpusChrf = (s: TextScorable): number => computeChrf(addChrf(countItems(s)));

/**
 * chrF as a function of the means of its 18 counts, three for each order 1 … 6. The bootstrap resamples these counts, so it
 * needn't count n-grams again (Koehn 2004, W04-3250).
 */
export function chrfStatistic(s: TextScorable): MeanStatistic {
  const items = countItems(s);
  const columnsOf = (side: keyof ChrfCounts) =>
    orders.map((k) => Float64Array.from(items, (item) => item[side][k]!));
  const columns = [...columnsOf('prediction'), ...columnsOf('reference'), ...columnsOf('common')];
  const countsOf = (means: Float64Array): ChrfCounts => {
    // The normal approximation for very many items can draw a count just below zero.
    const counts = Array.from(means, (mean) => Math.max(0, mean));
    return {
      prediction: counts.slice(0, orderMax),
      reference: counts.slice(orderMax, 2 * orderMax),
      common: counts.slice(2 * orderMax),
    };
  };
  return { columns, computeStatistic: (means) => computeChrf(countsOf(means)) };
}

/**
 * Computes chrF and every item's influence on it, by the derivative with respect to the sums of the counts. All influences
 * are 0 where chrF is 0. Requires at least one item.
 */
export function estimateCorpusChrf(s: TextScorable): InfluenceEstimate {
  const items = countItems(s);
  const sums = addChrf(items);
  const value = computeChrf(sums);
  if (value === 0) return { value, influences: new Float64Array(items.length) };
  const { precision, recall } = averageOrders(sums);
  const weight = square(chrfDefaults.beta);
  const scale = (items.length * (1 + weight)) / square(weight * precision + recall);
  const used = orders.filter((k) => sums.prediction[k]! > 0 && sums.reference[k]! > 0);
  const slopeOf = (item: ChrfCounts, side: 'prediction' | 'reference') =>
    used.reduce((slope, k) => {
      const share = sums.common[k]! / sums[side][k]!;
      return slope + (item.common[k]! - share * item[side][k]!) / sums[side][k]!;
    }, 0) / used.length;
  const influences = Float64Array.from(
    items,
    (item) =>
      scale *
      (square(recall) * slopeOf(item, 'prediction') +
        weight * square(precision) * slopeOf(item, 'reference')),
  );
  return { value, influences };
}

/**
 * Counts the character n-grams of one item. Characters are code points. Among several references only the reference with the
 * highest chrF for this item counts, or the first of equally good references, as in sacreBLEU 2. Throws without a reference.
 */
export function countChrf(
  prediction: string,
  references: readonly string[],
  options: ChrfOptions = chrfDefaults,
): ChrfCounts {
  const own = listCharacters(prediction, options);
  const countCommonRuns = prepareCommonRuns(own);
  const counted = references.map((reference) => {
    const other = listCharacters(reference, options);
    return countPair(own.length, other.length, countCommonRuns(other));
  });
  const [first, ...others] = counted;
  if (first === undefined) throw new RangeError('chrF needs a reference for every prediction');
  return others.reduce(
    (best, other) => (computeChrf(other, options) > computeChrf(best, options) ? other : best),
    first,
  );
}

/** Adds the counts of all items. */
export function addChrf(items: readonly ChrfCounts[]): ChrfCounts {
  const add = (side: keyof ChrfCounts) =>
    orders.map((k) => items.reduce((sum, counts) => sum + counts[side][k]!, 0));
  return { prediction: add('prediction'), reference: add('reference'), common: add('common') };
}

/**
 * chrF (Popović 2015, WMT, W15-3049; β = 2 by Popović 2016, W16-2341): (1 + β²)·P·R/(β²·P + R), P and R the means of precision
 * and recall of character n-grams over the orders 1 to 6 of which both sides have any. Range 0 to 1 (sacreBLEU prints it × 100),
 * higher is better. Equal to sacreBLEU 2's `corpus_chrf` with its defaults (Post 2018, W18-6319). 0 where nothing is shared, also
 * for empty predictions and for references of white space alone.
 */
export function computeChrf(counts: ChrfCounts, { beta } = chrfDefaults): number {
  const { precision, recall } = averageOrders(counts);
  if (precision + recall === 0) return 0;
  const weight = square(beta);
  return ((1 + weight) * precision * recall) / (weight * precision + recall);
}

function averageOrders({ prediction, reference, common }: ChrfCounts): { precision: number; recall: number } {
  let precision = 0;
  let recall = 0;
  let orderCount = 0;
  for (const k of orders) {
    if (prediction[k] === 0 || reference[k] === 0) continue;
    precision += common[k]! / prediction[k]!;
    recall += common[k]! / reference[k]!;
    orderCount++;
  }
  return orderCount === 0
    ? { precision: 0, recall: 0 }
    : { precision: precision / orderCount, recall: recall / orderCount };
}

function listCharacters(text: string, { keepsSpace }: ChrfOptions): Characters {
  const kept = keepsSpace ? text : splitWords(text).join('');
  return /[\ud800-\udfff]/.test(kept) ? Array.from(kept) : kept;
}

function countPair(ownLength: number, otherLength: number, common: readonly number[]): ChrfCounts {
  const reference = orders.map((k) => Math.max(0, otherLength - k));
  return {
    prediction: orders.map((k) => (reference[k] === 0 ? 0 : Math.max(0, ownLength - k))),
    reference,
    common,
  };
}

/**
 * The characters of a text: a string, which is much faster to slice, if all characters are single UTF-16 units; else a list
 * of code points.
 */
export type Characters = string | readonly string[];

/** Computes, for each length 1 … `orderMax`, how many runs of characters another text has in common with this text. */
export type CountCommonRuns = (other: Characters) => number[];

/**
 * Maximum number of different characters for encoding runs as numbers: with one code for other characters and one for the
 * end, a run of six characters is then a whole number below 2⁵³. Sorting such numbers takes a fifth of the time of a Map of
 * strings.
 */
const kindsMax = 400;

export const orderMax = 6;

export const orders = Array.from({ length: orderMax }, (_, k) => k);

export function prepareCommonRuns(text: Characters): CountCommonRuns {
  const kinds = new Map<string, number>();
  for (const character of text) if (!kinds.has(character)) kinds.set(character, kinds.size + 1);
  return kinds.size > kindsMax ? prepareByMaps(text) : prepareBySorting(text, kinds);
}

function prepareBySorting(text: Characters, kinds: ReadonlyMap<string, number>): CountCommonRuns {
  const base = kinds.size + 2;
  // Powers are computed as products, which are exact; the last digit of `**` depends on the JavaScript engine.
  const powers = orders.map((k) => new Array<number>(k).fill(base).reduce((product, x) => product * x, 1));
  const sortRuns = (characters: Characters): Float64Array => {
    const runs = new Float64Array(characters.length);
    let run = 0;
    for (let i = runs.length - 1; i >= 0; i--) {
      run = (kinds.get(characters[i]!) ?? base - 1) * powers[orderMax - 1]! + Math.floor(run / base);
      runs[i] = run;
    }
    return runs.sort();
  };
  const own = sortRuns(text);
  return (other) => {
    const others = sortRuns(other);
    return orders.map((k) => countEqual(own, others, { divisor: powers[orderMax - 1 - k]!, base }));
  };
}

/** Counts the pairs of equal values in two sorted lists, by their first digits and without those that end in 0. */
function countEqual(
  a: Float64Array,
  b: Float64Array,
  { divisor, base }: { divisor: number; base: number },
): number {
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = Math.floor(a[i]! / divisor);
    const y = Math.floor(b[j]! / divisor);
    if (x === y && x % base !== 0) count++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return count;
}

function prepareByMaps(text: Characters): CountCommonRuns {
  const own = countRuns(text);
  // Iterates over the other text's runs, so that the index of this text is made once for any number of other texts.
  return (other) => {
    const counted = countRuns(other);
    return orders.map((k) => countCommon(counted[k]!, own[k]!));
  };
}

/** Counts how often each run of characters of each length occurs in a text. */
const countRuns = (text: Characters): Map<string, number>[] =>
  orders.map((k) => {
    const counts = new Map<string, number>();
    for (let i = 0; i + k < text.length; i++) {
      const run = cut(text, i, k + 1);
      counts.set(run, (counts.get(run) ?? 0) + 1);
    }
    return counts;
  });

const cut = (text: Characters, start: number, length: number): string =>
  typeof text === 'string' ? text.slice(start, start + length) : text.slice(start, start + length).join('');

/** Corpus chrF of all items together (`computeChrf`). Undefined for n = 0 (`no-items`). */
export const chrf = corpusMetric({
  name: 'chrf',
  title: 'chrF',
  meaning:
    'How many runs of one to six characters a prediction shares with the reference. {1} is a perfect match.',
  formula: '5·PR/(4·P + R)',
  note: 'P and R are mean precision and recall of character n-grams of the orders 1 to 6. They are counted over all items together, white space left out (Popović 2015, W15-3049). sacreBLEU: nc:6, nw:0, space:no, β = 2.',
  computeScore: computeCorpusChrf,
  computeScoreOfOne: computeCorpusChrf,
  findStatistic: chrfStatistic,
  estimate: estimateCorpusChrf,
});
