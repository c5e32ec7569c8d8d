import { describe, expect, it } from 'vitest';
import type { RotationState, WaitingRound } from './decide-rotation';
import { forecastRotations } from './list-coming-events';

const day = (text: string): Date => new Date(`2026-${text}T00:00Z`);

const sealed = (
  roundId: string,
  queueOrder: number,
  overrides: Partial<WaitingRound> = {},
): WaitingRound => ({
  roundId,
  queueOrder,
  opensAt: null,
  closesAt: null,
  ...overrides,
});

const state = (overrides: Partial<RotationState>): RotationState => ({
  now: day('03-10'),
  schedule: { cadence: { kind: 'monthly', day: 1, time: '00:00' }, timeZone: 'UTC' },
  nextRotationAt: day('04-01'),
  open: { roundId: 'a', closesAt: day('04-01'), openedAt: day('03-01') },
  sealed: [],
  ...overrides,
});

const noCadence = { cadence: { kind: 'none' }, timeZone: 'UTC' } as const;

describe('forecastRotations', () => {
  it('assigns sealed rounds to the coming periods in the order of the queue, and marks further periods as missed', () => {
    const forecasts = forecastRotations(state({ sealed: [sealed('c', 3), sealed('b', 2)] }), 4);
    expect(forecasts).toEqual([
      {
        at: day('04-01'),
        isRotation: true,
        closes: 'a',
        opens: { roundId: 'b', closesAt: day('05-01') },
        isMissed: false,
      },
      {
        at: day('05-01'),
        isRotation: true,
        closes: 'b',
        opens: { roundId: 'c', closesAt: day('06-01') },
        isMissed: false,
      },
      { at: day('06-01'), isRotation: true, closes: 'c', opens: null, isMissed: true },
      { at: day('07-01'), isRotation: true, closes: null, opens: null, isMissed: true },
    ]);
  });

  it('closes a round at its planned close if that is before the rotation', () => {
    const open = { roundId: 'a', closesAt: day('03-20'), openedAt: day('03-01') };
    expect(forecastRotations(state({ open, sealed: [sealed('b', 2)] }), 2)).toMatchObject([
      { at: day('03-20'), isRotation: false, closes: 'a', opens: null, isMissed: false },
      { at: day('04-01'), isRotation: true, closes: null, opens: { roundId: 'b' } },
    ]);
  });

  it('opens a round that may not open yet in a later period', () => {
    const forecasts = forecastRotations(state({ sealed: [sealed('b', 2, { opensAt: day('04-15') })] }), 2);
    expect(forecasts.map(({ opens, isMissed }) => [opens?.roundId ?? null, isMissed])).toEqual([
      [null, true],
      ['b', false],
    ]);
  });

  it('opens planned rounds without a schedule, the second round when the first closes', () => {
    const planned = [
      sealed('b', 1, { opensAt: day('03-12'), closesAt: day('03-20') }),
      sealed('c', 2, { opensAt: day('03-15'), closesAt: day('03-30') }),
      sealed('d', 3),
    ];
    const unscheduled = { schedule: noCadence, nextRotationAt: null, open: null, sealed: planned };
    expect(forecastRotations(state(unscheduled), 9)).toMatchObject([
      { at: day('03-12'), closes: null, opens: { roundId: 'b' } },
      { at: day('03-20'), closes: 'b', opens: { roundId: 'c' } },
      { at: day('03-30'), closes: 'c', opens: null },
    ]);
  });

  it('starts with changes that are due but haven’t been made yet', () => {
    const late = state({ now: day('04-02'), sealed: [sealed('b', 2)] });
    expect(forecastRotations(late, 1)).toMatchObject([
      { at: day('04-02'), closes: 'a', opens: { roundId: 'b' } },
    ]);
  });

  it('ends after 52 instants, regardless of the number of sealed rounds', () => {
    const waiting = Array.from({ length: 1_000 }, (_, i) => sealed(`r${i}`, i));
    const forecasts = forecastRotations(state({ open: null, sealed: waiting }), 2_013);
    expect(forecasts.map(({ opens }) => opens?.roundId)).toEqual(
      waiting.slice(0, 52).map(({ roundId }) => roundId),
    );
  });

  it('includes the close of the open round without a schedule, even if 100 other rounds have planned openings', () => {
    const waiting = Array.from({ length: 100 }, (_, i) =>
      sealed(`r${i}`, i, { opensAt: new Date(day('03-15').getTime() + i * 60_000) }),
    );
    const unscheduled = { schedule: noCadence, nextRotationAt: null, sealed: waiting };
    expect(forecastRotations(state(unscheduled), 1)).toMatchObject([
      { at: day('04-01'), closes: 'a', opens: { roundId: 'r0' } },
    ]);
  });

  it('ends with the last of a list of fixed dates', () => {
    const schedule = {
      cadence: { kind: 'dates', dates: ['2026-04-01T00:00', '2026-04-09T00:00'] },
      timeZone: 'UTC',
    } as const;
    const forecasts = forecastRotations(state({ schedule, open: null }), 9);
    expect(forecasts.map(({ at }) => at)).toEqual([day('04-01'), day('04-09')]);
  });
});
