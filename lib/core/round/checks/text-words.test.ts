import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { createWordReader, type Words, wordsOfClasses } from './text-words';

/** Draws texts of digits and letters in turn, all parts of one long text: 1,990 words in 1,990 characters. */
function drawDense(itemCount: number, seed: string): string[] {
  const rng = createRng(seed);
  const draw = (count: number) => Math.floor(count * rng.nextUnit());
  const long = Array.from({ length: 20_000 }, () => `${String.fromCharCode(0x4e00 + draw(300))}${draw(10)}`);
  const text = long.join('');
  return Array.from({ length: itemCount }, () => {
    const start = 2 * draw(19_000);
    return text.slice(start, start + 1_990);
  });
}

const countPairs = (words: Words | null): number =>
  [...(words?.rowsOf.values() ?? [])].reduce((sum, rows) => sum + rows.length, 0);

describe('words read from a sample’s columns', () => {
  it('reads at most four million words in all columns together, so that no test set delays the checks', () => {
    const readWords = createWordReader();
    const counts = ['a', 'b', 'c'].map((seed) => countPairs(readWords(drawDense(5_000, seed))));
    expect(counts.every((count) => count > 500_000)).toBe(true);
    // Each word counts once, and once more as part of a pair.
    expect(counts.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(8_000_000);
  });

  it('returns the same words when a column is read a second time, without repeating the work', () => {
    const readWords = createWordReader();
    const cells = drawDense(100, 'again');
    expect(readWords(cells)).not.toBeNull();
    expect(readWords(cells)).toBe(readWords(cells));
  });

  it('include the class name at either end of a text that has more words than are read', () => {
    const labels = Array.from({ length: 5_000 }, (_, i) => (i % 2 === 0 ? 'cat' : 'dog'));
    const dense = drawDense(5_000, 'ends');
    for (const cells of [
      dense.map((cell, i) => `${labels[i]} ${cell}`),
      dense.map((cell, i) => `${cell} ${labels[i]}`),
    ]) {
      const found = wordsOfClasses(createWordReader()(cells)!, labels);
      expect(new Set(found.map((value, i) => `${labels[i]} ${value}`)).size).toBe(2);
    }
  });
});
