import { ok, type Result, refuse } from '../../result';
import type { LabelRule } from '../metric';
import { type TextScorable, type UndefinedMetric, undefinedMetric } from '../scorable/scorable';

const punctuation = /[!-/:-@[-`{-~]/g;

/** Matches whole words only; JavaScript's `\b` would see a boundary beside every letter outside ASCII. */
const articles = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * Normalises a text for comparison like SQuAD's evaluation script 2.0 (Rajpurkar et al. 2016, arXiv 1606.05250; 2018, arXiv
 * 1806.03822): lower case, without ASCII punctuation, without the English articles a, an, the, words separated by one space. NFC
 * first, so that two spellings of one character are equal; that changes nothing of a text already in NFC.
 */
export function normaliseAnswer(text: string): string {
  const bare = text.normalize('NFC').toLowerCase().replaceAll(punctuation, '');
  return splitWords(bare.replaceAll(articles, ' ')).join(' ');
}

const separators = ['\x1c', '\x1d', '\x1e', '\x1f'];

/** White space of Python's `str.split`: Unicode's property and four separators of ASCII. */
export const whiteSpace = new RegExp(`[\\p{White_Space}${separators.join('')}]`, 'u');

const runs = new RegExp(`${whiteSpace.source}+`, 'u');

/** The words of a text, split at white space like by Python's `str.split`; none for an empty text. */
export const splitWords = (text: string): string[] => text.split(runs).filter((word) => word !== '');

/** Counts each token. */
export function countTokens(tokens: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Size of the intersection of two bags of tokens: Σ min of the counts. */
export function countCommon(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [token, count] of a) common += Math.min(count, b.get(token) ?? 0);
  return common;
}

/** Number of words of two texts, and of their common words, as a metric counts them. */
export type WordOverlap = { readonly own: number; readonly other: number; readonly shared: number };

/** Labels need a word after the metric's normalisation, but a label without one isn't refused. */
export const requiresWords: LabelRule = {
  fits: (accepted) => accepted.every((text) => normaliseAnswer(text) !== ''),
  refusal: null,
};

/**
 * Counts of a set of texts, made at the first call and cached with the set: score, interval and outcomes share the counts, and
 * tokenising costs more than all three.
 */
export function rememberCounts<T>(count: (s: TextScorable) => T): (s: TextScorable) => T {
  const known = new WeakMap<TextScorable, { readonly counts: T }>();
  return (s) => {
    const found = known.get(s) ?? { counts: count(s) };
    known.set(s, found);
    return found.counts;
  };
}

/** Scores of the items, in their order; undefined for n = 0 (`no-items`). */
export const scoreItems =
  (scoreItem: (prediction: string, accepted: readonly string[]) => number) =>
  ({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => scoreItem(predicted[i]!, accepted)));
