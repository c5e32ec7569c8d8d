import { expect, it } from 'vitest';
import { computeRankAuc } from './compute-rank-auc';

it('the AUC by ranks is the share of pairs in the right order, with ties as one half', () => {
  expect(computeRankAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
  expect(computeRankAuc([0.2, 0.2, 0.2], [true, false, true])).toBe(0.5);
  expect(computeRankAuc([0.1, 0.3, 0.3], [false, false, true])).toBe(0.75);
});
