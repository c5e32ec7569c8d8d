import { expect, it } from 'vitest';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { runLimitsDefault } from '../runner/run-limits';
import { computeQueueHeldMs, computeReportDelayMs } from './hidden-run';

const { wallMsMax } = runLimitsDefault;

const settledMs = wallMsMax + 30_000;

function* eachLength(): Generator<number> {
  for (let tookMs = 0.5; tookMs < settledMs; tookMs *= 1.001) yield tookMs;
}

it('a run on hidden inputs reports at one of six times, however long it took', () => {
  const delaysMs = new Set<number>();
  for (const tookMs of eachLength()) delaysMs.add(computeReportDelayMs(tookMs, wallMsMax));
  expect([...delaysMs]).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, settledMs]);
  // Later than any reporting time.
  expect(computeReportDelayMs(settledMs + 5, wallMsMax)).toBe(settledMs + 5);
});

it('a run on hidden inputs reports within the time of a try, including a minute for the sample and five for the rest', () => {
  const sampleMs = 60_000;
  const restMs = 5 * 60_000;
  expect(sampleMs + computeReportDelayMs(wallMsMax, wallMsMax) + restMs).toBeLessThanOrEqual(
    stateDeadlineMs.scoring,
  );
});

it('a run on hidden inputs holds its queue for one of 24 durations, always less than 1.5 times the run’s own duration', () => {
  const durationsMs = new Set<number>();
  for (const tookMs of eachLength()) {
    const heldMs = computeQueueHeldMs(tookMs, wallMsMax);
    expect(heldMs).toBeGreaterThanOrEqual(tookMs);
    expect(heldMs).toBeLessThan(Math.max(251, 1.42 * tookMs));
    expect(heldMs).toBeLessThanOrEqual(computeReportDelayMs(tookMs, wallMsMax));
    durationsMs.add(heldMs);
  }
  expect(durationsMs.size).toBe(24);
});
