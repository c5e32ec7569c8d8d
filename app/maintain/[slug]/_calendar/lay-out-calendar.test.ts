import { describe, expect, it } from 'vitest';
import { comingStateOf } from '@/app/maintain/[slug]/coming-state-of';
import { makeRoundView } from '@/app/maintain/[slug]/make-round-view';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { layOutCalendar } from './lay-out-calendar';

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
  schedule: { cadence: { kind: 'monthly', day: 1, time: '00:00' }, time_zone: 'UTC' },
  next_rotation_at: day('04-01'),
  overdue_since: null,
  reveals_after_rounds: null,
};

const lay = (rounds: MaintainedRoundView[], benchmark = monthly) =>
  layOutCalendar(comingStateOf(benchmark, rounds, new Date(day('03-10'))), rounds);

const open = makeRoundView(2, { state: 'open', opened_at: day('03-01'), closes_at: day('04-01') });

describe('layOutCalendar', () => {
  it('puts sealed rounds into the periods they will take, and draws the next ones as missing', () => {
    const rows = lay([makeRoundView(3, {}), open, closed(1, '02-01', '03-01')])?.rows ?? [];
    expect(rows.map((row) => [row.round?.number ?? null, row.opensAt?.toISOString()])).toEqual([
      [1, day('02-01')],
      [2, day('03-01')],
      [3, day('04-01')],
      [null, day('05-01')],
      [null, day('06-01')],
    ]);
  });

  it('splits what is certain from what comes at the present instant', () => {
    const row = lay([open])?.rows[0];
    expect(row?.segments.filter(({ kind }) => kind === 'open')).toEqual([
      { kind: 'open', from: new Date(day('03-01')), to: new Date(day('03-10')), isComing: false },
      { kind: 'open', from: new Date(day('03-10')), to: new Date(day('04-01')), isComing: true },
    ]);
  });

  it('ends a closed bar where the round will be revealed by itself', () => {
    const benchmark = { ...monthly, reveals_after_rounds: 1 };
    const row = lay([open, closed(1, '02-01', '03-01')], benchmark)?.rows[0];
    expect(row?.segments.find(({ kind }) => kind === 'revealed')).toMatchObject({
      from: new Date(day('04-01')),
      isComing: true,
    });
  });

  it('shows a sealed round that nothing opens, without dates', () => {
    const cadence = { kind: 'none' } as const;
    const none = { ...monthly, schedule: { cadence, time_zone: 'UTC' }, next_rotation_at: null };
    const rows = lay([makeRoundView(1, {})], none)?.rows;
    expect(rows).toMatchObject([{ round: { number: 1 }, opensAt: null, segments: [{ kind: 'sealed' }] }]);
  });

  it('follows a round that was frozen and invalidated', () => {
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

  it('draws the period that runs without a round as missing', () => {
    const overdue = { ...monthly, overdue_since: day('03-01') };
    const rows = lay([closed(1, '02-01', '03-01')], overdue)?.rows ?? [];
    expect(rows[1]).toMatchObject({
      round: null,
      opensAt: new Date(day('03-01')),
      closesAt: new Date(day('04-01')),
    });
  });

  it('draws nothing for a benchmark without rounds and schedule', () => {
    const cadence = { kind: 'none' } as const;
    expect(
      lay([], { ...monthly, schedule: { cadence, time_zone: 'UTC' }, next_rotation_at: null }),
    ).toBeNull();
  });
});
