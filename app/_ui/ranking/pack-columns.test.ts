import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packEstimates, packNumbers, unpackEstimates, unpackNumbers } from './pack-numbers';
import { packTexts, unpackTexts } from './pack-texts';

const sendOver = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'|~^`*$%{}a') }));

describe('a column of texts', () => {
  it('comes back as it was, with whatever in it and whatever was guessed', () => {
    const rows = fc.array(fc.tuple(fc.option(text), fc.option(text), fc.boolean()));
    fc.assert(
      fc.property(rows, (drawn) => {
        const guesses = drawn.map(([, guess]) => guess);
        const texts = drawn.map(([one, guess, isGuessed]) => (isGuessed ? guess : one));
        expect(unpackTexts(sendOver(packTexts(texts, guesses)), guesses)).toEqual(texts);
      }),
    );
  });

  it('is one text, without what is guessed', () => {
    expect(packTexts(['Naïve Bayes', null, 'a|b', 'known'], [null, null, null, 'known'])).toBe(
      '~^Naïve Bayes~^~a|b~',
    );
  });
});

/** As they are published: four decimals, or five significant digits. */
const published = fc.oneof(
  fc.integer({ min: -20_000, max: 20_000 }).map((whole) => whole / 10_000),
  fc.double({ noNaN: true, min: -1e300, max: 1e300 }).map((value) => Number(value.toPrecision(5))),
);
/** JSON has no minus before a nought. */
const plus = (value: number): number => value + 0;

describe('a column of numbers', () => {
  it('comes back to the last bit, with its limits', () => {
    const row = fc.tuple(
      fc.option(published.map(plus)),
      fc.option(fc.tuple(published.map(plus), published.map(plus))),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const [numbers, limits] = [rows.map(([number]) => number), rows.map(([, pair]) => pair)];
        expect(unpackNumbers(sendOver(packNumbers(numbers)))).toEqual(numbers);
        expect(unpackEstimates(sendOver(packEstimates(numbers, limits)))).toEqual({ numbers, limits });
      }),
    );
  });

  it('is whole numbers, and limits how far they lie from theirs', () => {
    expect(packEstimates([0.9301, null], [[0.91, 0.9502], null])).toEqual({
      ...{ power: 4, whole: [9301, null] },
      ...{ below: [201, null], above: [201, null] },
    });
    expect(packNumbers([1e-300, 1])).toEqual({ power: null, whole: [1e-300, 1] });
  });
});
