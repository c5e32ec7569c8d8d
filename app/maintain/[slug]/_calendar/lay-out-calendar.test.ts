import { describe, expect, it } from 'vitest';
import { comingStateOf } from '@/app/maintain/[slug]/coming-events';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { makeRoundView } from '@/testing/make-round-view';
import { layOutCalendar, listAxisTicks } from './lay-out-calendar';

const day = (text: string): string => `2026-${text}T00:00:00.000Z`;

const closed = (number: number, month: string, next: string): MaintainedRoundView =>
  makeRoundView(number, {
    state: 'closed',
    opened_at: day(month),
    closed_at: day(next),
    closes_at: day(next),
  });

const monthly: Pick<
  BenchmarkView,
  'inputs' | 'schedule' | 'next_rotation_at' | 'overdue_since' | 'reveals_after_rounds'
> = {
  inputs: 'public',
  schedule: { cadence: { kind: 'monthly', day: 1, time: '00:00' }, time_zone: 'UTC', gap_hours: 0 },
  next_rotation_at: day('04-01'),
  overdue_since: null,
  reveals_after_rounds: null,
};

const lay = (rounds: MaintainedRoundView[], benchmark = monthly) =>
  layOutCalendar(comingStateOf(benchmark, rounds, new Date(day('03-10'))), rounds);

const open = makeRoundView(2, { state: 'open', opened_at: day('03-01'), closes_at: day('04-01') });

describe('layOutCalendar', () => {
  it('puts sealed rounds into their planned periods, and shows the next periods as missing', () => {
    const rows = lay([makeRoundView(3, {}), open, closed(1, '02-01', '03-01')])?.rows ?? [];
    expect(rows.map((row) => [row.round?.number ?? null, row.opensAt?.toISOString()])).toEqual([
      [1, day('02-01')],
      [2, day('03-01')],
      [3, day('04-01')],
      [null, day('05-01')],
      [null, day('06-01')],
    ]);
  });

  it('splits a state at the present instant into a certain and a planned part', () => {
    const row = lay([open])?.rows[0];
    expect(row?.segments.filter(({ kind }) => kind === 'open')).toEqual([
      { kind: 'open', from: new Date(day('03-01')), to: new Date(day('03-10')), isPlanned: false },
      { kind: 'open', from: new Date(day('03-10')), to: new Date(day('04-01')), isPlanned: true },
    ]);
  });

  it('ends the bar of a closed round at the automatic reveal', () => {
    const benchmark = { ...monthly, reveals_after_rounds: 1 };
    const row = lay([open, closed(1, '02-01', '03-01')], benchmark)?.rows[0];
    expect(row?.segments.find(({ kind }) => kind === 'revealed')).toMatchObject({
      from: new Date(day('04-01')),
      isPlanned: true,
    });
  });

  it('shows a sealed round without a planned opening, without dates', () => {
    const cadence = { kind: 'none' } as const;
    const none = {
      ...monthly,
      schedule: { cadence, time_zone: 'UTC', gap_hours: 0 },
      next_rotation_at: null,
    };
    const rows = lay([makeRoundView(1, {})], none)?.rows;
    expect(rows).toMatchObject([{ round: { number: 1 }, opensAt: null, segments: [{ kind: 'sealed' }] }]);
  });

  it('shows the states of a frozen and invalidated round', () => {
    const stopped = makeRoundView(1, {
      state: 'invalidated',
      opened_at: day('02-01'),
      closed_at: day('03-01'),
      frozen_at: day('03-03'),
      invalidated_at: day('03-05'),
    });
    expect(lay([stopped])?.rows[0]?.segments.map(({ kind }) => kind)).toEqual([
      'sealed',
      'open',
      'closed',
      'frozen',
      'invalidated',
    ]);
  });

  it('shows the present period as missing if no round is open', () => {
    const overdue = { ...monthly, overdue_since: day('03-01') };
    const rows = lay([closed(1, '02-01', '03-01')], overdue)?.rows ?? [];
    expect(rows[1]).toMatchObject({
      round: null,
      opensAt: new Date(day('03-01')),
      closesAt: new Date(day('04-01')),
    });
  });

  it('returns null for a benchmark without rounds and schedule', () => {
    const cadence = { kind: 'none' } as const;
    expect(
      lay([], { ...monthly, schedule: { cadence, time_zone: 'UTC', gap_hours: 0 }, next_rotation_at: null }),
    ).toBeNull();
  });
});

const labels = (from: string, to: string) =>
  listAxisTicks(new Date(from), new Date(to)).map(({ label }) => label);

describe('listAxisTicks', () => {
  it('labels months over half a year', () => {
    expect(labels('2026-01-15T00:00Z', '2026-05-15T00:00Z')).toEqual([
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
    ]);
  });

  it('labels Mondays over a month', () => {
    expect(labels('2026-03-01T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
      '2026-03-23',
      '2026-03-30',
    ]);
  });

  it('gives one to ten ticks for spans from hours to a century', () => {
    for (const days of [0.1, 1, 7, 20, 100, 300, 900, 4_000, 40_000]) {
      const from = new Date('2026-01-01T00:00Z');
      const ticks = listAxisTicks(from, new Date(from.getTime() + days * 86_400_000));
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(10);
    }
  });
});
