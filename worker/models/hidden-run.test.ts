import { expect, it } from 'vitest';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { computeQueueHeldMs, computeReportDelayMs } from './hidden-run';
import { longRun, shortRun } from './run-version';

const wallMsMax = longRun.round.wallMsMax;
const settledMs = wallMsMax + 30_000;

function* eachLength(): Generator<number> {
  for (let tookMs = 0.5; tookMs < settledMs; tookMs *= 1.001) yield tookMs;
}

it('a run on hidden inputs reports at one of six times, however long it took', () => {
  const delaysMs = new Set<number>();
  for (const tookMs of eachLength())
    delaysMs.add(computeReportDelayMs(tookMs, tookMs > shortRun.round.wallMsMax));
  expect([...delaysMs]).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, settledMs]);
  // Later than any reporting time.
  expect(computeReportDelayMs(settledMs + 5, true)).toBe(settledMs + 5);
});

it('a long run that is short at its second try reports, and releases its queue, like another long run', () => {
  for (const tookMs of [5, 1_000, shortRun.round.wallMsMax, 16_000]) {
    expect(computeReportDelayMs(tookMs, true)).toBe(64_000);
    expect(computeQueueHeldMs(tookMs, true)).toBe(250 * 2 ** 6.5);
  }
});

it('a short run that is stopped at its limit releases its queue within 15 seconds of its start, including the sample', () => {
  const stoppedMs = shortRun.round.wallMsMax + 1_000;
  expect(shortRun.sample.wallMsMax + computeQueueHeldMs(stoppedMs, false)).toBeLessThan(15_000);
});

it('a run on hidden inputs reports within the time of a try, including a minute for the sample and five for the rest', () => {
  const sampleMs = 60_000;
  const restMs = 5 * 60_000;
  expect(sampleMs + computeReportDelayMs(wallMsMax, true) + restMs).toBeLessThanOrEqual(
    stateDeadlineMs.scoring,
  );
});

it('a run on hidden inputs holds its queue for one of 24 durations, always less than 1.5 times the run’s own duration', () => {
  const durationsMs = new Set<number>();
  for (const tookMs of eachLength()) {
    const isLong = tookMs > 16_000;
    const heldMs = computeQueueHeldMs(tookMs, isLong);
    expect(heldMs).toBeGreaterThanOrEqual(tookMs);
    expect(heldMs).toBeLessThan(Math.max(251, 1.42 * tookMs));
    expect(heldMs).toBeLessThanOrEqual(computeReportDelayMs(tookMs, isLong));
    durationsMs.add(heldMs);
  }
  expect(durationsMs.size).toBe(24);
});
