import { describe, expect, it } from 'vitest';
import { extractChoice } from './extract-choice';

describe('the choice of an answer', () => {
  it.each([
    ['B', 1],
    ['b', 1],
    ['(B)', 1],
    [' **B.** ', 1],
    ['[d]', 3],
    ['B) Paris', 1],
    ['(C) A city', 2],
    ['B. Paris, because A is in Italy', 1],
    ['A: Rome', 0],
    ['The answer is (C).', 2],
    ['Both look right, but the answer is D', 3],
    ['Answer: B', 1],
    ['**Answer:** B', 1],
    ['B. The answer is B', 1],
  ])('is read: %j', (answer, choice) => {
    expect(extractChoice(answer, 4)).toBe(choice);
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
    'E',
    '2',
  ])('is none, and so wrong, where it is not certain: %j', (answer) => {
    expect(extractChoice(answer, 4)).toBeUndefined();
  });

  it('throws for a question without a choice, and for more than there are letters', () => {
    expect(() => extractChoice('A', 1)).toThrow(RangeError);
    expect(() => extractChoice('A', 27)).toThrow(RangeError);
  });
});
