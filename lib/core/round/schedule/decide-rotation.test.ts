import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRotation, type RotationState, type WaitingRound } from './decide-rotation';
import { findNextRotation, type Schedule } from './schedule';

const day = (text: string): Date => new Date(`2026-${text}T00:00Z`);

const monthly: Schedule = { cadence: { kind: 'monthly', day: 1, time: '00:00' }, timeZone: 'UTC' };

const none: Schedule = { cadence: { kind: 'none' }, timeZone: 'UTC' };

const lastDate: Schedule = { cadence: { kind: 'dates', dates: ['2026-03-01T00:00'] }, timeZone: 'UTC' };

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

const decide = (state: Partial<RotationState>) =>
  decideRotation({
    now: day('03-01'),
    schedule: monthly,
    nextRotationAt: day('03-01'),
    open: null,
    sealed: [],
    ...state,
  });

const open = { roundId: 'a', closesAt: day('03-01') };

describe('decideRotation with a gap', () => {
  const schedule: Schedule = { ...monthly, gapHours: 48 };
  const march = { roundId: 'a', openedAt: day('03-01'), closesAt: new Date('2026-03-30T00:00Z') };

  it('opens a round that closes when the gap before the next rotation begins', () => {
    expect(decide({ schedule, sealed: [sealed('b', 1)] }).opens).toEqual({
      roundId: 'b',
      at: day('03-01'),
      closesAt: day('03-30'),
    });
  });

  it('closes the round when the gap begins, and opens the next one at the rotation', () => {
    const state = { schedule, nextRotationAt: day('04-01'), open: march, sealed: [sealed('b', 1)] };
    const atGap = decide({ ...state, now: day('03-30') });
    expect(atGap).toMatchObject({
      closes: { roundId: 'a', at: day('03-30') },
      opens: null,
      isOverdue: false,
    });
    const after = { ...state, open: null, lastClosedAt: day('03-30') };
    expect(decide({ ...after, now: new Date('2026-03-31T23:59Z') }).opens).toBeNull();
    expect(decide({ ...after, now: day('04-01') }).opens).toEqual({
      roundId: 'b',
      at: day('04-01'),
      closesAt: new Date('2026-04-29T00:00Z'),
    });
  });

  it('keeps a round open until the rotation if it opened late because the round before was extended into the gap', () => {
    const extended = { roundId: 'a', openedAt: day('03-01'), closesAt: new Date('2026-04-29T12:00Z') };
    const state = { schedule, nextRotationAt: new Date('2026-04-29T12:00Z'), open: extended };
    expect(decide({ ...state, now: new Date('2026-04-29T12:00Z'), sealed: [sealed('b', 1)] }).opens).toEqual({
      roundId: 'b',
      at: new Date('2026-04-29T12:00Z'),
      closesAt: day('05-01'),
    });
  });

  it('opens no round for which only the gap is left because the scheduler runs late', () => {
    const plan = decide({ schedule, now: new Date('2026-03-30T12:00Z'), sealed: [sealed('b', 1)] });
    expect(plan).toMatchObject({ opens: null, skipped: [{ roundId: 'b', reason: 'interval-passed' }] });
  });
});

describe('decideRotation with a cadence', () => {
  it('does nothing before the due instant', () => {
    expect(decide({ now: new Date(day('03-01').getTime() - 1), open, sealed: [sealed('b', 1)] })).toEqual({
      dueAts: [],
      closes: null,
      opens: null,
      isOverdue: false,
      overdueSince: null,
      nextRotationAt: day('03-01'),
      skipped: [],
    });
  });

  it('closes the open round and opens the next at the due instant, even if the scheduler runs late', () => {
    expect(decide({ now: day('03-05'), open, sealed: [sealed('c', 2), sealed('b', 1)] })).toEqual({
      dueAts: [day('03-01')],
      closes: { roundId: 'a', at: day('03-01') },
      opens: { roundId: 'b', at: day('03-01'), closesAt: day('04-01') },
      isOverdue: false,
      overdueSince: null,
      nextRotationAt: day('04-01'),
      skipped: [],
    });
  });

  it('closes a round at its planned close if that is before the due instant', () => {
    const plan = decide({ open: { roundId: 'a', closesAt: day('02-20') } });
    expect(plan.closes).toEqual({ roundId: 'a', at: day('02-20') });
    expect(decide({ now: day('02-20'), open: { roundId: 'a', closesAt: day('02-20') } })).toMatchObject({
      dueAts: [],
      closes: { at: day('02-20') },
      opens: null,
      isOverdue: false,
    });
  });

  it('closes a round at the due instant if its planned close is later', () => {
    expect(decide({ open: { roundId: 'a', closesAt: day('09-01') } }).closes?.at).toEqual(day('03-01'));
  });

  it('opens one round, at the newest of several missed due instants, and records all of them', () => {
    expect(decide({ now: day('05-10'), open, sealed: [sealed('b', 1), sealed('c', 2)] })).toMatchObject({
      dueAts: [day('03-01'), day('04-01'), day('05-01')],
      closes: { roundId: 'a', at: day('03-01') },
      opens: { roundId: 'b', at: day('05-01'), closesAt: day('06-01') },
      nextRotationAt: day('06-01'),
    });
  });

  it('skips a round that may not open yet, or that was sealed after the due instant', () => {
    const waiting = sealed('b', 1, { opensAt: day('03-02') });
    const late = sealed('c', 2, { sealedAt: day('03-02') });
    const ready = sealed('d', 3, { opensAt: day('03-01'), sealedAt: day('03-01') });
    expect(decide({ now: day('03-05'), sealed: [waiting, late, ready] }).opens?.roundId).toBe('d');
    expect(decide({ now: day('03-05'), sealed: [waiting, late] })).toMatchObject({
      opens: null,
      isOverdue: true,
      overdueSince: day('03-01'),
    });
  });

  it('closes the open round without a sealed successor, and reports the refresh overdue since the newest due instant', () => {
    expect(decide({ now: day('04-02'), open })).toMatchObject({
      dueAts: [day('03-01'), day('04-01')],
      closes: { at: day('03-01') },
      opens: null,
      isOverdue: true,
      overdueSince: day('04-01'),
      nextRotationAt: day('05-01'),
    });
  });

  it.each([
    ['before the next rotation', '03-20', '03-20'],
    ['after the next rotation', '04-20', '04-01'],
    ['before the opening', '02-20', '04-01'],
    ['slept over', '03-03', '04-01'],
  ])('handles a planned close %s correctly', (_, planned, expected) => {
    const round = sealed('b', 1, { closesAt: day(planned) });
    expect(decide({ now: day('03-05'), sealed: [round] }).opens?.closesAt).toEqual(day(expected));
  });

  it('closes the round that opened at the schedule’s last date as planned, else after thirty days', () => {
    const at = (closesAt: Date | null) =>
      decide({ schedule: lastDate, sealed: [sealed('b', 1, { closesAt })] });
    expect(at(day('12-01'))).toMatchObject({ opens: { closesAt: day('12-01') }, nextRotationAt: null });
    expect(at(null).opens?.closesAt).toEqual(day('03-31'));
  });

  it('opens no round for the schedule’s last date if more than thirty days have passed since', () => {
    expect(decide({ now: day('04-15'), schedule: lastDate, sealed: [sealed('b', 1)] })).toMatchObject({
      opens: null,
      skipped: [{ roundId: 'b', reason: 'interval-passed' }],
      isOverdue: true,
      overdueSince: day('03-01'),
    });
  });

  it('leaves a round open that was opened by hand after the due instant', () => {
    const byHand = { roundId: 'a', openedAt: day('03-02'), closesAt: day('03-20') };
    expect(decide({ now: day('03-05'), open: byHand, sealed: [sealed('b', 1)] })).toMatchObject({
      dueAts: [day('03-01')],
      closes: null,
      opens: null,
      isOverdue: false,
    });
    expect(decide({ now: day('03-25'), open: byHand, sealed: [sealed('b', 1)] })).toMatchObject({
      closes: { at: day('03-20') },
      opens: { roundId: 'b', at: day('03-20'), closesAt: day('04-01') },
    });
  });

  it('opens no round at an instant before the close of a last round that was closed by hand', () => {
    const plan = decide({ now: day('03-05'), lastClosedAt: day('03-02'), sealed: [sealed('b', 1)] });
    expect(plan.opens?.at).toEqual(day('03-02'));
  });

  it('does nothing while the clock is behind a recorded instant', () => {
    const plan = decide({ now: day('03-05'), lastClosedAt: day('03-06'), sealed: [sealed('b', 1)] });
    expect(plan).toMatchObject({ dueAts: [], opens: null, isOverdue: false, nextRotationAt: day('03-01') });
  });

  it('plans no rotation once no more are due, even if the schedule has later instants', () => {
    const plan = decide({ now: day('03-05'), nextRotationAt: null, sealed: [sealed('b', 1)] });
    expect(plan).toMatchObject({ dueAts: [], opens: null, isOverdue: false, nextRotationAt: null });
  });
});

describe('decideRotation without a cadence', () => {
  const decideNone = (state: Partial<RotationState>) =>
    decide({ schedule: none, nextRotationAt: null, now: day('03-05'), ...state });

  it('opens a round at its planned instant for thirty days, or until its planned close', () => {
    expect(decideNone({ sealed: [sealed('b', 1, { opensAt: day('03-02') })] }).opens).toEqual({
      roundId: 'b',
      at: day('03-02'),
      closesAt: day('04-01'),
    });
    const planned = sealed('b', 1, { opensAt: day('03-02'), closesAt: day('06-01') });
    expect(decideNone({ sealed: [planned] }).opens?.closesAt).toEqual(day('06-01'));
  });

  it('never opens a round without a planned instant, or before that instant', () => {
    const rounds = [sealed('b', 1), sealed('c', 2, { opensAt: day('03-06') })];
    expect(decideNone({ sealed: rounds })).toMatchObject({ opens: null, isOverdue: false, skipped: [] });
  });

  it('opens the next round only when the open round closes', () => {
    const waiting = sealed('b', 1, { opensAt: day('02-01') });
    const other = { roundId: 'a', closesAt: day('03-04') };
    expect(decideNone({ now: day('03-03'), open: other, sealed: [waiting] }).opens).toBeNull();
    expect(decideNone({ open: other, sealed: [waiting] })).toMatchObject({
      closes: { roundId: 'a', at: day('03-04') },
      opens: { roundId: 'b', at: day('03-04') },
    });
    expect(decideNone({ lastClosedAt: day('03-03'), sealed: [waiting] }).opens?.at).toEqual(day('03-03'));
  });

  it('opens a round no earlier than it was sealed', () => {
    const round = sealed('b', 1, { opensAt: day('01-01'), sealedAt: day('03-04') });
    expect(decideNone({ sealed: [round] }).opens?.at).toEqual(day('03-04'));
  });

  it('skips a round whose interval has passed and opens the next', () => {
    const rounds = [
      sealed('b', 1, { opensAt: day('03-01'), closesAt: day('03-05') }),
      sealed('c', 2, { opensAt: day('01-01') }),
      sealed('d', 3, { opensAt: day('03-01') }),
    ];
    expect(decideNone({ sealed: rounds })).toMatchObject({
      opens: { roundId: 'd', at: day('03-01') },
      skipped: [
        { roundId: 'b', reason: 'interval-passed' },
        { roundId: 'c', reason: 'interval-passed' },
      ],
    });
  });
});

describe('decideRotation over a benchmark’s life', () => {
  it('opens at most one round at a time, each round once, and records every due instant once', () => {
    fc.assert(
      fc.property(arbitraryLife, ({ schedule, steps }) => {
        const startedAt = day('01-01');
        const dues: Date[] = [];
        const opened: { roundId: string; at: Date }[] = [];
        const closed = new Map<string, Date>();
        let state: RotationState = {
          now: startedAt,
          schedule,
          nextRotationAt: findNextRotation(schedule, startedAt),
          open: null,
          sealed: [],
        };
        for (const [index, step] of steps.entries()) {
          const now = new Date(state.now.getTime() + step.elapsedHours * 3_600_000);
          // The round was sealed at some time since the last run of the scheduler, perhaps after an instant that became due
          // in between.
          const sealedAt = new Date(now.getTime() - step.sealedShare * (now.getTime() - state.now.getTime()));
          const sealedNow = step.round && [
            sealed(`round ${index}`, step.round.queueOrder * 1000 + index, {
              opensAt: toInstant(now, step.round.opensInHours),
              closesAt: toInstant(now, step.round.closesInHours),
              sealedAt,
            }),
          ];
          state = { ...state, now, sealed: [...state.sealed, ...(sealedNow ?? [])] };
          const plan = decideRotation(state);

          dues.push(...plan.dueAts);
          if (plan.closes !== null) {
            const firstDue = plan.dueAts[0] ?? plan.closes.at;
            expect(plan.closes.roundId).toBe(state.open?.roundId);
            expect(plan.closes.at <= firstDue && plan.closes.at <= state.open!.closesAt).toBe(true);
            closed.set(plan.closes.roundId, plan.closes.at);
          }
          if (plan.opens !== null) {
            const round = state.sealed.find(({ roundId }) => roundId === plan.opens?.roundId);
            expect(plan.opens.at >= (round?.sealedAt ?? now)).toBe(true);
            expect(plan.opens.at >= (round?.opensAt ?? plan.opens.at)).toBe(true);
            expect(plan.opens.at <= now && now < plan.opens.closesAt).toBe(true);
            if (plan.nextRotationAt !== null) expect(plan.opens.closesAt <= plan.nextRotationAt).toBe(true);
            opened.push(plan.opens);
          }
          const mustCloseAt = Math.min(
            ...[state.open?.closesAt, plan.dueAts[0]].map((at) => at?.getTime() ?? Infinity),
          );
          if (state.open !== null) expect(plan.closes !== null).toBe(mustCloseAt <= now.getTime());
          if (plan.dueAts.length > 0) expect(plan.isOverdue).toBe(plan.opens === null);

          state = applyPlan(state, plan);
          expect(decideRotation(state)).toEqual({
            dueAts: [],
            closes: null,
            opens: null,
            isOverdue: false,
            overdueSince: null,
            nextRotationAt: plan.nextRotationAt,
            skipped: plan.opens === null && plan.dueAts.length === 0 ? plan.skipped : [],
          });
        }
        expect(dues).toEqual(listAllRotations(schedule, startedAt, state.now));
        expect(new Set(opened.map(({ roundId }) => roundId)).size).toBe(opened.length);
        for (const [index, { at }] of opened.entries()) {
          const before = opened[index - 1];
          if (before !== undefined) expect(closed.get(before.roundId)! <= at).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function applyPlan(state: RotationState, plan: ReturnType<typeof decideRotation>): RotationState {
  const { closes, opens } = plan;
  const stillOpen = closes === null ? state.open : null;
  return {
    ...state,
    nextRotationAt: plan.nextRotationAt,
    open:
      opens === null ? stillOpen : { roundId: opens.roundId, closesAt: opens.closesAt, openedAt: opens.at },
    sealed: state.sealed.filter(({ roundId }) => roundId !== opens?.roundId),
    lastClosedAt: closes?.at ?? state.lastClosedAt ?? null,
  };
}

const toInstant = (now: Date, inHours: number | null): Date | null =>
  inHours === null ? null : new Date(now.getTime() + inHours * 3_600_000);

function listAllRotations(schedule: Schedule, after: Date, until: Date): Date[] {
  const all: Date[] = [];
  for (let next = findNextRotation(schedule, after); next !== null && next <= until; ) {
    all.push(next);
    next = findNextRotation(schedule, next);
  }
  return all;
}

const arbitraryHours = fc.option(fc.integer({ min: -500, max: 1500 }), { nil: null });

const arbitraryLife = fc.record({
  schedule: fc.constantFrom<Schedule>(
    none,
    monthly,
    { cadence: { kind: 'weekly', weekday: 7, time: '02:30' }, timeZone: 'Europe/Berlin' },
    { cadence: { kind: 'days', every: 3, from: '2026-01-10', time: '12:00' }, timeZone: 'UTC' },
    {
      cadence: { kind: 'dates', dates: ['2026-01-05T00:00', '2026-02-05T00:00', '2026-02-07T00:00'] },
      timeZone: 'America/New_York',
    },
  ),
  steps: fc.array(
    fc.record({
      elapsedHours: fc.oneof(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 1500 })),
      sealedShare: fc.double({ min: 0, max: 1, noNaN: true }),
      round: fc.option(
        fc.record({
          queueOrder: fc.integer({ min: 0, max: 5 }),
          opensInHours: arbitraryHours,
          closesInHours: arbitraryHours,
        }),
        { nil: null },
      ),
    }),
    { maxLength: 25 },
  ),
});
