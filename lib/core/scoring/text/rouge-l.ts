/** Shares of the answer's and of the reference's words in their longest common subsequence, and their harmonic mean. */
export type RougeL = { readonly precision: number; readonly recall: number; readonly f1: number };

/**
 * ROUGE-L (Lin 2004, W04-1013): from the longest common subsequence of words, words being runs of a–z and 0–9 in lower case.
 * Letters outside ASCII separate words, so this is for English. Range 0 to 1, higher is better; the metric is the mean of `f1`
 * over items. Equal to `rougeL` of Google's rouge-score without stemmer. All 0 if either text has no words. The cost is the
 * product of the two numbers of words.
 */
export function computeRougeL(answer: string, reference: string): RougeL {
  const own = listWords(answer);
  const other = listWords(reference);
  if (own.length === 0 || other.length === 0) return { precision: 0, recall: 0, f1: 0 };
  const length = measureCommonSubsequence(own, other);
  const precision = length / own.length;
  const recall = length / other.length;
  return { precision, recall, f1: length === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const listWords = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** One row of the table of prefixes at a time. */
function measureCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  const row = new Uint32Array(b.length + 1);
  for (const word of a) {
    let diagonal = 0;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      row[j] = word === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!);
      diagonal = above;
    }
  }
  return row[b.length]!;
}
