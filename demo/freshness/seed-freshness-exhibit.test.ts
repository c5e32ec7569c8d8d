import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/statistics/rng';
import { createBlockBlender } from './seed-freshness-exhibit';

const count = 3_000;

const rng = createRng('blend');

const draw = () => Uint8Array.from({ length: count }, () => (rng.nextUnit() < 0.5 ? 1 : 0));

const [first, second, labels] = [draw(), draw(), draw()];

const differing = Array.from(first.keys()).filter((i) => first[i] !== second[i]);

const countRight = (file: Uint8Array, end = count, truth = labels) =>
  file.subarray(0, end).reduce((sum, predicted, i) => sum + (predicted === truth[i] ? 1 : 0), 0);

/** All files that a tuning team submits if its feedback covers the first `feedbackCount` items. */
function blend(feedbackCount: number, truth = labels): Uint8Array[] {
  const queryCount = 12;
  const blender = createBlockBlender({ first, second, queryCount, seed: 'blocks' });
  return Array.from({ length: queryCount }, () => {
    const file = blender.propose();
    blender.learn(countRight(file, feedbackCount, truth));
    return file;
  });
}

const findBest = (files: readonly Uint8Array[], feedbackCount: number, truth = labels) =>
  files.reduce((best, file) =>
    countRight(file, feedbackCount, truth) > countRight(best, feedbackCount, truth) ? file : best,
  );

it('the overfitting analyst submits distinct files made of the two models’ predictions alone', () => {
  const files = blend(count);
  for (const file of files)
    expect(file.every((predicted, i) => predicted === first[i] || predicted === second[i])).toBe(true);
  expect(new Set(files.map(String)).size).toBe(files.length);
});

/** For each block, its flights: those in which the first file and a file reported as worse differ. */
function listBlocks(): number[][] {
  const blender = createBlockBlender({ first, second, queryCount: 12, seed: 'blocks' });
  const start = blender.propose();
  blender.learn(1);
  return Array.from({ length: 11 }, () => {
    const file = blender.propose();
    blender.learn(0);
    return Array.from(file.keys()).filter((i) => file[i] !== start[i]);
  });
}

it('the overfitting analyst tests every flight on which the models disagree, in blocks of equal size', () => {
  const blocks = listBlocks();
  expect(blocks.flat().sort((a, b) => a - b)).toEqual(differing);
  for (const block of blocks) expect(Math.abs(block.length - differing.length / 11)).toBeLessThan(1);
});

it('the overfitting analyst ends with the better of the two models in each block', () => {
  const best = findBest(blend(count), count);
  for (const block of listBlocks())
    expect(block.filter((i) => best[i] === labels[i]).length).toBeGreaterThanOrEqual(block.length / 2);
});

it('the overfitting analyst gains √(k·m/2π) hits on the items with feedback, and none on the others', () => {
  const [feedbackCount, runs] = [1_000, 60];
  let [feedbackSum, finalSum] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const labels = draw();
    const best = findBest(blend(feedbackCount, labels), feedbackCount, labels);
    const feedbackRight = countRight(best, feedbackCount, labels);
    feedbackSum += feedbackRight / feedbackCount;
    finalSum += (countRight(best, count, labels) - feedbackRight) / (count - feedbackCount);
  }
  // Expected gain when eleven blocks of together m coin flips are decided; m counts the flights of the feedback split on which
  // the models disagree.
  const m = differing.filter((i) => i < feedbackCount).length;
  const expected = Math.sqrt((11 * m) / (2 * Math.PI)) / feedbackCount;
  expect(feedbackSum / runs - 0.5).toBeGreaterThan(expected - 0.007);
  expect(feedbackSum / runs - 0.5).toBeLessThan(expected + 0.007);
  expect(Math.abs(finalSum / runs - 0.5)).toBeLessThan(0.005);
});

it('the overfitting analyst has no further file once all blocks are tested', () => {
  const blender = createBlockBlender({ first, second, queryCount: 2, seed: 'blocks' });
  blender.propose();
  blender.propose();
  expect(() => blender.propose()).toThrow('all blocks');
});
