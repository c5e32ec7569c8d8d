import { countCommon, countTokens } from './count-tokens';
import { splitWords } from './split-words';

const orderMax = 6;

/**
 * What a corpus chrF is computed from: for character n-grams of each order 1 … 6 their number in the answers, in the
 * references, and in both. Counts of items add up.
 */
export type ChrfCounts = {
  readonly answer: readonly number[];
  readonly reference: readonly number[];
  readonly common: readonly number[];
};

/** β weighs recall over precision; white space is taken out of both texts unless kept. */
export type ChrfOptions = { readonly beta: number; readonly keepsSpace: boolean };

/** Those of sacreBLEU 2: `nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no`. */
export const chrfDefaults: ChrfOptions = { beta: 2, keepsSpace: false };

/** Counts of one item. Characters are code points. */
export function countChrf(answer: string, reference: string, { keepsSpace } = chrfDefaults): ChrfCounts {
  const [own, other] = [answer, reference].map((text) =>
    Array.from(keepsSpace ? text : splitWords(text).join('')),
  ) as [string[], string[]];
  const orders = Array.from({ length: orderMax }, (_, k) => k + 1);
  return {
    answer: orders.map((order) => Math.max(0, own.length - order + 1)),
    reference: orders.map((order) => Math.max(0, other.length - order + 1)),
    common: orders.map((order) =>
      countCommon(countTokens(listNgrams(own, order)), countTokens(listNgrams(other, order))),
    ),
  };
}

/** Counts of all items together. */
export function addChrf(items: readonly ChrfCounts[]): ChrfCounts {
  const add = (side: keyof ChrfCounts) =>
    Array.from({ length: orderMax }, (_, k) => items.reduce((sum, counts) => sum + counts[side][k]!, 0));
  return { answer: add('answer'), reference: add('reference'), common: add('common') };
}

/**
 * chrF (Popović 2015, WMT, W15-3049; β = 2 by Popović 2016, W16-2341): (1 + β²)·P·R/(β²·P + R), P and R the means of precision
 * and recall of character n-grams over the orders 1 to 6 of which both sides have any. Range 0 to 1 (sacreBLEU prints it
 * × 100), higher is better. Equal to sacreBLEU 2's `corpus_chrf` with one reference and its defaults (Post 2018, W18-6319).
 * 0 where nothing is shared, also for empty answers.
 */
export function computeChrf({ answer, reference, common }: ChrfCounts, { beta } = chrfDefaults): number {
  let precision = 0;
  let recall = 0;
  let orderCount = 0;
  for (let k = 0; k < orderMax; k++) {
    if (answer[k] === 0 || reference[k] === 0) continue;
    precision += common[k]! / answer[k]!;
    recall += common[k]! / reference[k]!;
    orderCount++;
  }
  if (precision + recall === 0) return 0;
  precision /= orderCount;
  recall /= orderCount;
  const weight = beta * beta;
  return ((1 + weight) * precision * recall) / (weight * precision + recall);
}

function listNgrams(characters: readonly string[], order: number): string[] {
  return Array.from({ length: Math.max(0, characters.length - order + 1) }, (_, i) =>
    characters.slice(i, i + order).join(''),
  );
}
