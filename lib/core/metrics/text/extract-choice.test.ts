import { describe, expect, it } from 'vitest';
import { extractChoice } from './extract-choice';

describe('the choice of an answer', () => {
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
  ])('is read: %j', (answer, choice) => {
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
  ])('is none, and so wrong, where it is not certain: %j', (answer) => {
    expect(extractChoice(answer)).toBeUndefined();
  });
});
