import { expect, it } from 'vitest';
import { sampleRows } from './sample-rows';

const rows = Uint32Array.from({ length: 1_000 }, (_, i) => 3 * i);

it('draws distinct rows, the same ones for the same seed and others for another', () => {
  const sample = sampleRows(rows, 400, 'a');
  expect(new Set(sample).size).toBe(400);
  expect(sample.every((row) => row % 3 === 0 && row < 3_000)).toBe(true);
  expect(sampleRows(rows, 400, 'a')).toEqual(sample);
  expect(sampleRows(rows, 400, 'b')).not.toEqual(sample);
});

it('returns every row when there are fewer, and leaves its argument unchanged', () => {
  expect(sampleRows(rows, 5_000, 'a').slice().sort()).toEqual(rows);
  expect(rows[1]).toBe(3);
});

it('draws every row about equally often', () => {
  const small = Uint32Array.from({ length: 10 }, (_, i) => i);
  const timesDrawn = new Array<number>(10).fill(0);
  for (let i = 0; i < 5_000; i++) for (const row of sampleRows(small, 3, `seed ${i}`)) timesDrawn[row]! += 1;
  // Binomial with mean 1,500 and standard deviation 32: six standard deviations to either side.
  for (const times of timesDrawn) expect(Math.abs(times - 1_500)).toBeLessThan(195);
});
