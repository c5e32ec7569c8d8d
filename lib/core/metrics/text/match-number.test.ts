import { describe, expect, it } from 'vitest';
import { isNumberMatch, parseAnswerNumber } from './match-number';

describe('the number of an answer', () => {
  it.each([
    ['42', 42],
    [' -3.5\n', -3.5],
    ['\u22121', -1],
    ['+.5', 0.5],
    ['5.', 5],
    ['1,234,567.8', 1_234_567.8],
    ['1e-3', 0.001],
    ['2E5.', 200_000],
  ])('is read: %j', (answer, value) => {
    expect(parseAnswerNumber(answer)).toBe(value);
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
  ])('is none where the answer is not wholly a number: %j', (answer) => {
    expect(parseAnswerNumber(answer)).toBeUndefined();
  });

  it('matches within the larger of both tolerances, limits included', () => {
    expect(isNumberMatch('10.5', 10, { absolute: 0.5, relative: 0 })).toBe(true);
    expect(isNumberMatch('10.5001', 10, { absolute: 0.5, relative: 0 })).toBe(false);
    expect(isNumberMatch('-110', -100, { absolute: 0, relative: 0.1 })).toBe(true);
    expect(isNumberMatch('0.1', 0, { absolute: 0, relative: 0.5 })).toBe(false);
    expect(isNumberMatch('3', 3, { absolute: 0, relative: 0 })).toBe(true);
    expect(isNumberMatch('three', 3, { absolute: 1, relative: 1 })).toBe(false);
  });

  it('throws for a tolerance or a label that says nothing', () => {
    expect(() => isNumberMatch('1', Number.NaN, { absolute: 0, relative: 0 })).toThrow(RangeError);
    expect(() => isNumberMatch('1', 1, { absolute: -1, relative: 0 })).toThrow(RangeError);
    expect(() => isNumberMatch('1', 1, { absolute: 0, relative: Number.POSITIVE_INFINITY })).toThrow(
      RangeError,
    );
  });
});
