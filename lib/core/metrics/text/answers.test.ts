import { describe, expect, it } from 'vitest';
import { computeTokenF1, isExactMatch } from './text-answers';
import { normaliseAnswer } from './words';

describe('exact match', () => {
  it.each([
    ['The Eiffel Tower!', 'eiffel tower'],
    ['an  apple', 'apple'],
    ["the king's men", 'kings men'],
    ['theatre and banana', 'theatre and banana'],
    ['U.S.', 'us'],
    ['a-b', 'ab'],
    ['été a l’eau', 'été l’eau'],
    ['caf\u0065\u0301', 'café'],
    ['the', ''],
    ['tab\tand\u00a0space\n', 'tab and space'],
  ])('compares %j as %j', (text, normalised) => {
    expect(normaliseAnswer(text)).toBe(normalised);
  });

  it('accepts any of the accepted answers, and nothing without them', () => {
    expect(isExactMatch('The Super Bowl L', ['L', 'Super Bowl L'])).toBe(true);
    expect(isExactMatch('Super Bowl 50', ['L', 'Super Bowl L'])).toBe(false);
    expect(isExactMatch('anything', [])).toBe(false);
    expect(isExactMatch('', [''])).toBe(true);
  });
});

describe('token F1', () => {
  it('equals the harmonic mean of the shares of common words, repeats counted', () => {
    expect(computeTokenF1('the cat sat on the mat', ['cat on mat'])).toBeCloseTo(6 / 7, 12);
    expect(computeTokenF1('yes yes yes', ['yes'])).toBe(0.5);
    expect(computeTokenF1('no', ['yes'])).toBe(0);
    expect(computeTokenF1('The cat.', ['a cat'])).toBe(1);
  });

  it('takes the best of the accepted answers, and compares empty ones for equality', () => {
    expect(computeTokenF1('red house', ['blue', 'house', 'green house now'])).toBeCloseTo(2 / 3, 12);
    expect(computeTokenF1('', [''])).toBe(1);
    expect(computeTokenF1('the', ['a'])).toBe(1);
    expect(computeTokenF1('', ['word'])).toBe(0);
    expect(computeTokenF1('word', [])).toBe(0);
  });
});
