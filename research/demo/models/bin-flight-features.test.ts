import { expect, it } from 'vitest';
import { computeQuantileCuts, findBin } from './bin-flight-features';

it('makes bins of equal weight that never separate equal values', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i);
  const cuts = computeQuantileCuts(values, 4);
  expect([...cuts]).toEqual([25, 50, 75]);
  expect([0, 24, 25, 99].map((value) => findBin(cuts, value))).toEqual([0, 0, 1, 3]);
  expect([...computeQuantileCuts(Float64Array.of(1, 1, 1, 1, 1, 2), 4)]).toEqual([]);
  expect([...computeQuantileCuts(new Float64Array(0), 4)]).toEqual([]);
});
