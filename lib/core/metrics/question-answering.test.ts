import { describe, expect, it } from 'vitest';
import {
  computeTokenF1,
  defaultTolerance,
  extractChoice,
  isExactMatch,
  isNumberMatch,
  numericAccuracy,
  parseNumberLabel,
  parsePredictedNumber,
} from './question-answering';
import { createTextScorable } from './scorable/scorable';
import { normaliseAnswer } from './text/words';

describe('choice letter of a text prediction', () => {
  it.each([
    ['B', 'B'],
    ['b', 'B'],
    ['(B)', 'B'],
    [' **B.** ', 'B'],
    ['[d]', 'D'],
    ['B) Paris', 'B'],
    ['(C) A city', 'C'],
    ['B. Paris, because A is in Italy', 'B'],
    ['A: Rome', 'A'],
    ['The answer is (C).', 'C'],
    ['Both look right, but the answer is D', 'D'],
    ['Answer: B', 'B'],
    ['**Answer:** B', 'B'],
    ['B. The answer is B', 'B'],
  ])('finds the choice in %j', (answer, choice) => {
    expect(extractChoice(answer)).toBe(choice);
  });

  it.each([
    '',
    'Paris',
    'A city in France',
    'the answer is a city',
    'The answer is Berlin',
    'B or C',
    'B. The answer is C',
    'The answer is A. No, the answer is B.',
    '2',
  ])('isn’t found in an ambiguous text, which counts as wrong: %j', (answer) => {
    expect(extractChoice(answer)).toBeUndefined();
  });
});

describe('number of a text prediction', () => {
  it.each([
    ['42', 42],
    [' -3.5\n', -3.5],
    ['\u22121', -1],
    ['+.5', 0.5],
    ['5.', 5],
    ['1,234,567.8', 1_234_567.8],
    ['1e-3', 0.001],
    ['2E5.', 200_000],
  ])('finds the number in %j', (answer, value) => {
    expect(parsePredictedNumber(answer)).toBe(value);
  });

  it.each([
    '',
    'forty-two',
    '42 kg',
    '3,14',
    '12,34',
    '1.2.3',
    '0x10',
    'Infinity',
    '1e999',
    '--1',
    '1 000',
    '$5',
    '.',
  ])('isn’t found unless the whole text is a number: %j', (answer) => {
    expect(parsePredictedNumber(answer)).toBeUndefined();
  });

  it('matches a label within the larger of the two tolerances, bounds included', () => {
    expect(isNumberMatch('10.5', 10, { absolute: 0.5, relative: 0 })).toBe(true);
    expect(isNumberMatch('10.5001', 10, { absolute: 0.5, relative: 0 })).toBe(false);
    expect(isNumberMatch('-110', -100, { absolute: 0, relative: 0.1 })).toBe(true);
    expect(isNumberMatch('0.1', 0, { absolute: 0, relative: 0.5 })).toBe(false);
    expect(isNumberMatch('3', 3, { absolute: 0, relative: 0 })).toBe(true);
    expect(isNumberMatch('three', 3, { absolute: 1, relative: 1 })).toBe(false);
  });

  it('causes an error for a tolerance or a label that isn’t a number', () => {
    expect(() => isNumberMatch('1', Number.NaN, { absolute: 0, relative: 0 })).toThrow(RangeError);
    expect(() => isNumberMatch('1', 1, { absolute: -1, relative: 0 })).toThrow(RangeError);
    expect(() => isNumberMatch('1', 1, { absolute: 0, relative: Number.POSITIVE_INFINITY })).toThrow(
      RangeError,
    );
  });
});

describe('numeric text label', () => {
  it.each([
    ['42', 42, defaultTolerance],
    ['3.14 ± 0.01', 3.14, { absolute: 0.01, relative: 0 }],
    ['-1,000±5', -1000, { absolute: 5, relative: 0 }],
    ['250 +/- 2 %', 250, { absolute: 0, relative: 0.02 }],
    ['1e3 ± 1e-3%', 1000, { absolute: 0, relative: 1e-5 }],
  ])('states a number and a tolerance: %j', (label, value, tolerance) => {
    expect(parseNumberLabel(label)).toEqual({ value, tolerance });
  });

  it.each(['', 'about 42', '42 ± few', '42 ± -1', '± 1', '42 %', '1 ± 2 ± 3', '5 ± 1 km'])(
    'can’t be %j',
    (label) => {
      expect(parseNumberLabel(label)).toBeUndefined();
    },
  );

  it('matches predictions within its own tolerance, and predictions of any of its numbers', () => {
    const s = createTextScorable({
      labels: [['3.14 ± 0.01'], ['0.3'], ['0.3'], ['1', '2'], ['7']],
      predicted: ['3.149', '0.30000000000000004', '0.3001', ' 2.', ''],
    });
    expect(numericAccuracy.compute(s)).toEqual({ ok: true, value: 3 / 5 });
  });

  it('makes numeric accuracy undefined if it contains no number', () => {
    const s = createTextScorable({ labels: [['3'], ['three']], predicted: ['3', '3'] });
    expect(numericAccuracy.compute(s)).toMatchObject({ ok: false, error: { reason: 'unfit-label' } });
  });
});

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

  it('accepts any of the accepted texts, and nothing without accepted texts', () => {
    expect(isExactMatch('The Super Bowl L', ['L', 'Super Bowl L'])).toBe(true);
    expect(isExactMatch('Super Bowl 50', ['L', 'Super Bowl L'])).toBe(false);
    expect(isExactMatch('anything', [])).toBe(false);
    expect(isExactMatch('', [''])).toBe(true);
  });
});

describe('token F1', () => {
  it('equals the harmonic mean of the shares of common words, where repeated words count repeatedly', () => {
    expect(computeTokenF1('the cat sat on the mat', ['cat on mat'])).toBeCloseTo(6 / 7, 12);
    expect(computeTokenF1('yes yes yes', ['yes'])).toBe(0.5);
    expect(computeTokenF1('no', ['yes'])).toBe(0);
    expect(computeTokenF1('The cat.', ['a cat'])).toBe(1);
  });

  it('uses the best of the accepted texts, and compares empty texts for equality', () => {
    expect(computeTokenF1('red house', ['blue', 'house', 'green house now'])).toBeCloseTo(2 / 3, 12);
    expect(computeTokenF1('', [''])).toBe(1);
    expect(computeTokenF1('the', ['a'])).toBe(1);
    expect(computeTokenF1('', ['word'])).toBe(0);
    expect(computeTokenF1('word', [])).toBe(0);
  });
});
