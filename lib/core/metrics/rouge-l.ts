import { meanOfItems, textMetric } from './family/mean-metrics';
import { scoreItems, type WordOverlap } from './text/words';

/**
 * The mean over items of the F1 of `computeRougeL`, for several references the best one (`score_multi` of Google's rouge-score).
 * Range 0 to 1, higher is better. Undefined for n = 0 (`no-items`).
 */
export const rougeL = textMetric({
  name: 'rouge_l',
  title: 'ROUGE-L',
  meaning:
    'How much of the reference’s word sequence a prediction contains, and how much of the prediction belongs to it. {1} is a perfect match.',
  formula: '(1/n) · Σ 2·PᵢRᵢ/(Pᵢ + Rᵢ)',
  note: 'P and R are the shares of the prediction’s and of the reference’s words in their longest common subsequence (Lin 2004, W04-1013). The best of several references counts. Words are runs of a–z and 0–9, so it is for English.',
  ...meanOfItems(
    'higher',
    scoreItems((prediction, accepted) =>
      Math.max(...accepted.map((text) => computeRougeL(prediction, text).f1)),
    ),
  ),
  ladder: { test: 'guarded-z', losses: 'common-subsequence' },
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  // At risk: the participant determines an item's weight by the number of words in the text.
  digitsRevealLabels: true,
  readPrediction: null,
  labelRule: {
    fits: (accepted) => accepted.every((text) => listRougeWords(text).length > 0),
    refusal: null,
  },
});

/**
 * Length of the longest common subsequence of words as a share of the prediction's words (precision) and of the reference's
 * words (recall), and the harmonic mean of both.
 */
export type RougeL = { readonly precision: number; readonly recall: number; readonly f1: number };

/**
 * ROUGE-L (Lin 2004, W04-1013): from the longest common subsequence of words, words being runs of a–z and 0–9 in lower case.
 * Letters outside ASCII separate words, so the metric suits English only. Range 0 to 1, higher is better. Equal to `rougeL`
 * of Google's rouge-score without stemmer. All 0 if either text has no words, such as an empty text or one in another
 * script.
 */
export function computeRougeL(prediction: string, reference: string): RougeL {
  const own = listRougeWords(prediction);
  const other = listRougeWords(reference);
  if (own.length === 0 || other.length === 0) return { precision: 0, recall: 0, f1: 0 };
  const length = measureCommonSubsequence(own, other);
  const precision = length / own.length;
  const recall = length / other.length;
  return { precision, recall, f1: length === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The words that ROUGE-L compares: runs of a–z and 0–9. */
export const listRougeWords = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** Counts the words of two texts and of their longest common subsequence, like `computeRougeL`. */
export function measureCommonWords(text: string, other: string): WordOverlap {
  const [own, others] = [text, other].map(listRougeWords);
  return { own: own!.length, other: others!.length, shared: measureCommonSubsequence(own!, others!) };
}

/**
 * Length of the longest common subsequence by the bit-parallel algorithm of Hyyrö 2004 (AWOCA, 16–27): a row of the table is
 * a bit vector with 32 of the first text's a words per number, and each of the second text's b words costs one addition per
 * 32 bits, a·b/32 steps in all.
 */
function measureCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  const width = Math.ceil(a.length / 32);
  const places = new Map<string, Uint32Array>();
  for (const [i, word] of a.entries()) {
    const bits = places.get(word) ?? new Uint32Array(width);
    bits[i >>> 5]! |= 1 << (i & 31);
    places.set(word, bits);
  }
  // A bit is 0 where the subsequence becomes longer by one word than for the prefix before.
  const row = new Uint32Array(width).fill(0xffffffff);
  for (const word of b) {
    const bits = places.get(word);
    if (bits === undefined) continue;
    let carry = 0;
    for (let w = 0; w < width; w++) {
      const before = row[w]!;
      const matched = (before & bits[w]!) >>> 0;
      const sum = before + matched + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[w] = (sum >>> 0) | (before & ~bits[w]!);
    }
  }
  let length = 0;
  for (let i = 0; i < a.length; i++) if ((row[i >>> 5]! & (1 << (i & 31))) === 0) length++;
  return length;
}
