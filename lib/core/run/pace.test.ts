import { expect, it } from 'vitest';
import { computeReportDelayMs, computeSlotHeldMs, roundRunMsMax } from './pace';

const settledMs = roundRunMsMax + 30_000;

const shortMsMax = 5_000;

function* eachLength(): Generator<number> {
  for (let tookMs = 0.5; tookMs < settledMs; tookMs *= 1.001) yield tookMs;
}

it('a run on hidden inputs reports its outcome at one of six times, however long it took', () => {
  const delaysMs = new Set<number>();
  for (const tookMs of eachLength()) delaysMs.add(computeReportDelayMs(tookMs, tookMs > shortMsMax));
  expect([...delaysMs]).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, settledMs]);
});

it('a run that was leased again reports its outcome at a doubled time, so that a wait of hours adds few possible times', () => {
  expect(computeReportDelayMs(settledMs + 5, true)).toBe(2 * settledMs);
  expect(computeReportDelayMs(2 * settledMs + 5, false)).toBe(4 * settledMs);
  expect(computeReportDelayMs(24 * 3_600_000, true)).toBe(256 * settledMs);
});

it('a long run that is short at its second attempt reports its outcome, and releases its slot, like other long runs', () => {
  for (const tookMs of [5, 1_000, shortMsMax, 16_000]) {
    expect(computeReportDelayMs(tookMs, true)).toBe(64_000);
    expect(computeSlotHeldMs(tookMs, true)).toBe(250 * 2 ** 6.5);
  }
});

it('a short run that is stopped at its time limit releases its slot within nine seconds', () => {
  expect(computeSlotHeldMs(shortMsMax + 1_000, false)).toBeLessThan(9_000);
});

it('a run on hidden inputs holds its slot for one of 24 durations, always less than 1.5 times the run’s own duration', () => {
  const durationsMs = new Set<number>();
  for (const tookMs of eachLength()) {
    const isLong = tookMs > 16_000;
    const heldMs = computeSlotHeldMs(tookMs, isLong);
    expect(heldMs).toBeGreaterThanOrEqual(tookMs);
    expect(heldMs).toBeLessThan(Math.max(251, 1.42 * tookMs));
    expect(heldMs).toBeLessThanOrEqual(computeReportDelayMs(tookMs, isLong));
    durationsMs.add(heldMs);
  }
  expect(durationsMs.size).toBe(24);
});
