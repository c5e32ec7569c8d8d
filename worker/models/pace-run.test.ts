import { expect, it } from 'vitest';
import { runLimitsDefault } from '../runner/run-limits';
import { computeRunPaceMs } from './pace-run';

it('tells of a run on hidden inputs one of six times, however long it took', () => {
  const { wallMsMax } = runLimitsDefault;
  const told = new Set<number>();
  for (let tookMs = 0.5; tookMs < wallMsMax; tookMs *= 1.01)
    told.add(Math.round(tookMs + computeRunPaceMs(tookMs, wallMsMax)));
  expect([...told]).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, wallMsMax]);
  // Stopped a little late.
  expect(computeRunPaceMs(wallMsMax + 30, wallMsMax)).toBe(0);
});
