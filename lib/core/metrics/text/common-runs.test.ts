import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Characters, orderMax, prepareCommonRuns } from './common-runs';

/** Pairs off equal pieces one by one. */
function pairOff(own: Characters, other: Characters): number[] {
  return Array.from({ length: orderMax }, (_, k) => {
    const cut = (text: Characters) =>
      Array.from({ length: Math.max(0, text.length - k) }, (_, i) =>
        JSON.stringify(Array.from(text.slice(i, i + k + 1))),
      );
    const left = cut(own);
    return cut(other).filter((piece) => {
      const at = left.indexOf(piece);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    }).length;
  });
}

const ofFewLetters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'z'), maxLength: 40 });
const ofEmoji = fc.array(fc.constantFrom('🙂', '🙃', 'a'), { maxLength: 20 });
/** Texts of 390 to 410 kinds of characters, some of them twice: around the limit of sorting as numbers. */
const ofManyLetters = fc
  .integer({ min: 390, max: 410 })
  .map((count) => String.fromCharCode(...Array.from({ length: count + 9 }, (_, i) => 0x4e00 + (i % count))));

it.each([
  ['few letters', ofFewLetters],
  ['characters of two units', ofEmoji],
  ['hundreds of letters', ofManyLetters],
] as const)('counts the runs that two texts of %s have in common', (_, text) => {
  fc.assert(
    fc.property(text as fc.Arbitrary<Characters>, text as fc.Arbitrary<Characters>, (own, other) => {
      expect(prepareCommonRuns(own)(other)).toEqual(pairOff(own, other));
    }),
    { numRuns: 30 },
  );
});

it('counts the last runs of the largest letters that are sorted as numbers', () => {
  const text = String.fromCharCode(...Array.from({ length: 400 }, (_, i) => 0x4e00 + i));
  expect(prepareCommonRuns(text)(text)).toEqual([400, 399, 398, 397, 396, 395]);
  const turned = [...text].reverse().join('');
  expect(prepareCommonRuns(text)(turned)).toEqual([400, 0, 0, 0, 0, 0]);
});
