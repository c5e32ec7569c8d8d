import { ok, type Result, refuse } from '../../result';
import type { LabelRule } from '../metric';
import { type TextScorable, type UndefinedMetric, undefinedMetric } from '../scorable/scorable';

const punctuation = /[!-/:-@[-`{-~]/g;

/**
 * Matches an English article only as a whole word; JavaScript's `\b` finds a word boundary beside every letter outside
 * ASCII.
 */
const articles = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * Normalises a text for comparison like SQuAD's evaluation script 2.0 (Rajpurkar et al. 2016, arXiv 1606.05250; 2018, arXiv
 * 1806.03822): lower case, without ASCII punctuation, without the English articles a, an, the, words separated by one space.
 * The text is first brought into NFC, so that two encodings of one character are equal.
 */
export function normaliseAnswer(text: string): string {
  const bare = text.normalize('NFC').toLowerCase().replaceAll(punctuation, '');
  return splitWords(bare.replaceAll(articles, ' ')).join(' ');
}

const separators = ['\x1c', '\x1d', '\x1e', '\x1f'];

/** Characters at which Python's `str.split` separates words: Unicode's property White_Space and four ASCII separators. */
export const whiteSpace = new RegExp(`[\\p{White_Space}${separators.join('')}]`, 'u');

const runs = new RegExp(`${whiteSpace.source}+`, 'u');

/** The words of a text, split at white space like by Python's `str.split`; none for an empty text. */
export const splitWords = (text: string): string[] => text.split(runs).filter((word) => word !== '');

/** Counts how often each token occurs. */
export function countTokens(tokens: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Size of the intersection of two multisets of tokens: Σ min of the counts. */
export function countCommon(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [token, count] of a) common += Math.min(count, b.get(token) ?? 0);
  return common;
}

/** Numbers of words of two texts, and of words that they share. */
export type WordOverlap = { readonly own: number; readonly other: number; readonly shared: number };

/**
 * Rule for labels that need a word after the metric's normalisation. A label without words isn't refused: no prediction with
 * words matches it.
 */
export const requiresWords: LabelRule = {
  fits: (accepted) => accepted.every((text) => normaliseAnswer(text) !== ''),
  refusal: null,
};

/**
 * Makes a function that counts a set of texts once and caches the counts with the set: score, interval and outcomes need the
 * same counts, and tokenising costs more than all three.
 */
export function rememberCounts<T>(count: (s: TextScorable) => T): (s: TextScorable) => T {
  const known = new WeakMap<TextScorable, { readonly counts: T }>();
  return (s) => {
    const found = known.get(s) ?? { counts: count(s) };
    known.set(s, found);
    return found.counts;
  };
}

/** Makes a function that scores each item, in the order of the items; undefined for n = 0 (`no-items`). */
export const scoreItems =
  (scoreItem: (prediction: string, accepted: readonly string[]) => number) =>
  ({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => scoreItem(predicted[i]!, accepted)));
