import { expect, it } from 'vitest';
import { growTree } from './train-boosted-trees';

const COUNT = 4_000;

it('finds the split and the leaf values of a step', () => {
  const noise = Uint8Array.from({ length: COUNT }, (_, i) => i % 5);
  const step = Uint8Array.from({ length: COUNT }, (_, i) => Math.floor(i / 100));
  const gradients = Float64Array.from(step, (bin) => (bin <= 12 ? -0.5 : 0.5));
  const hessians = new Float64Array(COUNT).fill(0.25);
  const leafOf = new Uint8Array(COUNT);
  const tree = growTree([noise, step], gradients, hessians, 1, leafOf);
  expect([tree.features[0], tree.thresholds[0]]).toEqual([1, 12]);
  // -G/(H+1) with 1,300 rows left and 2,700 right.
  expect(tree.leaves[0]).toBeCloseTo(650 / 326, 12);
  expect(tree.leaves[1]).toBeCloseTo(-1_350 / 676, 12);
  expect(Array.from(leafOf)).toEqual(Array.from(step, (bin) => (bin <= 12 ? 0 : 1)));
});

it('sends everything left when no split gains', () => {
  const leafOf = new Uint8Array(COUNT);
  const column = new Uint8Array(COUNT).fill(63);
  const tree = growTree(
    [column],
    new Float64Array(COUNT).fill(0.1),
    new Float64Array(COUNT).fill(0.25),
    2,
    leafOf,
  );
  expect(leafOf.every((leaf) => leaf === 0)).toBe(true);
  expect(tree.leaves[0]).toBeCloseTo(-400 / 1_001, 12);
});
