import { describe, expect, it } from 'vitest';
import { makeRoundView } from '@/testing/make-round-view';
import { describeBenchmarkStatus } from './benchmark-status';
import { comingStateOf } from './coming-events';

const now = new Date('2026-03-02T00:00:00Z');

const open = makeRoundView(1, {
  state: 'open',
  opened_at: '2026-03-01T00:00:00.000Z',
  closes_at: '2026-04-01T00:00:00.000Z',
});

const scheduled = {
  inputs: 'public',
  schedule: { cadence: { kind: 'monthly', day: 1, time: '00:00' }, time_zone: 'UTC', gap_hours: 0 },
  next_rotation_at: '2026-04-01T00:00:00.000Z',
  overdue_since: null,
  reveals_after_rounds: null,
} as const;

const byHand = {
  ...scheduled,
  schedule: { cadence: { kind: 'none' }, time_zone: 'UTC', gap_hours: 0 },
  next_rotation_at: null,
} as const;

const describeWith = (
  benchmark: Parameters<typeof comingStateOf>[0],
  rounds: Parameters<typeof describeBenchmarkStatus>[0],
) => describeBenchmarkStatus(rounds, comingStateOf(benchmark, rounds, now)).replaceAll('\u00a0', ' ');

describe('describeBenchmarkStatus', () => {
  it('names the sealed round that the schedule opens next, and the time until then', () => {
    const sealed = [makeRoundView(3, { queue_order: 1 }), makeRoundView(2, { queue_order: 2 })];
    expect(describeWith(scheduled, [...sealed, open])).toBe(
      'Round 1 is open. Round 3 opens automatically in 30 d 0 h.',
    );
  });

  it('says that a sealed round waits for a maintainer if there is no schedule', () => {
    expect(describeWith(byHand, [makeRoundView(2), open])).toBe(
      'Round 1 is open. Round 2 is sealed and waits to be opened by hand.',
    );
  });
});
