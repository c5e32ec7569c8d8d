import { describe, expect, it } from 'vitest';
import { addChrf, chrfDefaults, computeChrf, countChrf } from './chrf-counts';

const corpus = (answers: string[], references: string[], options = chrfDefaults) =>
  100 *
  computeChrf(addChrf(answers.map((answer, i) => countChrf(answer, [references[i]!], options))), options);

describe('chrF', () => {
  // sacreBLEU 2, test/test_chrf.py, test_cases_effective_order and test_cases_keep_whitespace.
  it.each([
    [['a'], ['a'], 100],
    [[''], ['reference'], 0],
    [['a b c'], ['a b c'], 100],
    [['a b c'], ['abc'], 100],
    [[''], ['c'], 0],
    [['a', 'b'], ['a', 'c'], 50],
    [['aa'], ['ab'], 25],
  ])('equals the value that sacreBLEU publishes at β = 3: %j against %j', (answers, references, expected) => {
    expect(corpus(answers, references, { beta: 3, keepsSpace: false })).toBeCloseTo(expected, 10);
  });

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
  ])('equals the value that sacreBLEU publishes with spaces kept: %s', (answer, reference, expected) => {
    expect(Math.abs(corpus([answer], [reference], { beta: 3, keepsSpace: true }) - expected)).toBeLessThan(
      1e-6,
    );
  });

  it('counts code points, so that an emoji is one character', () => {
    expect(countChrf('🙂🙂', ['🙂']).answer).toEqual([2, 0, 0, 0, 0, 0]);
    expect(countChrf('🙂🙂', ['🙂']).common).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('counts a prediction’s n-grams only for the orders that its reference has, as sacreBLEU 2 does', () => {
    expect(countChrf('abcd', ['ab'])).toEqual({
      answer: [4, 3, 0, 0, 0, 0],
      reference: [2, 1, 0, 0, 0, 0],
      common: [2, 1, 0, 0, 0, 0],
    });
  });

  it('takes the reference that fits a prediction best, the first of equal ones', () => {
    expect(countChrf('abc', ['xyz', 'abc', 'abd'])).toEqual(countChrf('abc', ['abc']));
    expect(countChrf('', ['xy', 'abc']).reference).toEqual([2, 1, 0, 0, 0, 0]);
    expect(() => countChrf('a', [])).toThrow(RangeError);
  });

  it('weighs recall over precision', () => {
    expect(corpus(['abcd'], ['abcdefgh'])).toBeLessThan(corpus(['abcdefgh'], ['abcd']));
  });
});
