import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addChrf,
  type Characters,
  chrfDefaults,
  computeChrf,
  countChrf,
  orderMax,
  prepareCommonRuns,
} from './chrf';

const corpus = (predictions: string[], references: string[], options = chrfDefaults) =>
  100 *
  computeChrf(
    addChrf(predictions.map((prediction, i) => countChrf(prediction, [references[i]!], options))),
    options,
  );

describe('chrF', () => {
  // Cases from sacreBLEU 2, test/test_chrf.py, test_cases_effective_order and test_cases_keep_whitespace.
  it.each([
    [['a'], ['a'], 100],
    [[''], ['reference'], 0],
    [['a b c'], ['a b c'], 100],
    [['a b c'], ['abc'], 100],
    [[''], ['c'], 0],
    [['a', 'b'], ['a', 'c'], 50],
    [['aa'], ['ab'], 25],
  ])(
    'equals the value that sacreBLEU publishes at β = 3: %j against %j',
    (predictions, references, expected) => {
      expect(corpus(predictions, references, { beta: 3, keepsSpace: false })).toBeCloseTo(expected, 10);
    },
  );

  it.each([
    [
      'Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich.',
      'Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.',
      67.3481606,
    ],
    [
      'risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .',
      'risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .',
      65.2414427,
    ],
  ])('equals the value that sacreBLEU publishes with spaces kept: %s', (prediction, reference, expected) => {
    expect(
      Math.abs(corpus([prediction], [reference], { beta: 3, keepsSpace: true }) - expected),
    ).toBeLessThan(1e-6);
  });

  it('counts code points, so that an emoji is one character', () => {
    expect(countChrf('🙂🙂', ['🙂']).prediction).toEqual([2, 0, 0, 0, 0, 0]);
    expect(countChrf('🙂🙂', ['🙂']).common).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('counts a prediction’s n-grams only for orders that the reference has too, as sacreBLEU 2 does', () => {
    expect(countChrf('abcd', ['ab'])).toEqual({
      prediction: [4, 3, 0, 0, 0, 0],
      reference: [2, 1, 0, 0, 0, 0],
      common: [2, 1, 0, 0, 0, 0],
    });
  });

  it('uses the reference that fits a prediction best, or the first of equally good references', () => {
    expect(countChrf('abc', ['xyz', 'abc', 'abd'])).toEqual(countChrf('abc', ['abc']));
    expect(countChrf('', ['xy', 'abc']).reference).toEqual([2, 1, 0, 0, 0, 0]);
    expect(() => countChrf('a', [])).toThrow(RangeError);
  });

  it('gives recall more weight than precision', () => {
    expect(corpus(['abcd'], ['abcdefgh'])).toBeLessThan(corpus(['abcdefgh'], ['abcd']));
  });
});

/** Counts common pieces by brute force: removes equal pieces pair by pair. */
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

/**
 * Draws texts of 390 to 410 different characters, some repeated: around the limit up to which runs are sorted as numbers.
 */
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
