import { expect, it } from 'vitest';
import { listLongSentences } from './list-long-sentences';

const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');

it('finds a sentence of 26 words, and none of 25, wherever it stands', () => {
  const long = `It is ${words(24)}.`;
  expect(listLongSentences(`Short. ${long} “And ${words(24)}.” So is this.`)).toEqual([long]);
});

it('takes neither a list of names nor a formula for a sentence', () => {
  expect(
    listLongSentences(`Columns: ${Array.from({ length: 40 }, (_, i) => `name ${i}`).join(', ')}`),
  ).toEqual([]);
  expect(listLongSentences(`s = ${words(40)}`)).toEqual([]);
});
