import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cadence, findNextRotation, formatCadence, listRotations, type Schedule } from './schedule';

it.each<[Cadence, string, string]>([
  [{ kind: 'none' }, 'UTC', 'no cadence'],
  [{ kind: 'monthly', day: 1, time: '09:00' }, 'Europe/Berlin', 'monthly, on day 1 at 09:00 Europe/Berlin'],
  [
    { kind: 'monthly', day: 31, time: '00:00' },
    'UTC',
    "monthly, on day 31 (or the month's last day) at 00:00 UTC",
  ],
  [{ kind: 'weekly', weekday: 7, time: '18:30' }, 'Asia/Kolkata', 'weekly, on Sunday at 18:30 Asia/Kolkata'],
  [
    { kind: 'days', every: 14, from: '2026-03-01', time: '00:00' },
    'UTC',
    'every 14 days from 2026-03-01 at 00:00 UTC',
  ],
  [
    { kind: 'days', every: 1, from: '2026-03-01', time: '00:00' },
    'UTC',
    'every day from 2026-03-01 at 00:00 UTC',
  ],
  [{ kind: 'dates', dates: ['2026-03-01T09:00'] }, 'UTC', 'on one date, 2026-03-01 at 09:00 UTC'],
  [
    { kind: 'dates', dates: ['2026-03-01T09:00', '2026-05-01T09:00', '2026-06-01T10:00'] },
    'UTC',
    'on 3 dates, the first 2026-03-01 at 09:00, the last 2026-06-01 at 10:00 UTC',
  ],
])('describes %j in %s as %j', (cadence, timeZone, words) => {
  expect(formatCadence({ cadence, timeZone })).toBe(words);
});

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'UTC',
] as const;

const dayMs = 86_400_000;

describe('findNextRotation', () => {
  it.each<[string, Cadence, string, string, string[]]>([
    [
      'the last day of a month that has no day 31',
      { kind: 'monthly', day: 31, time: '09:00' },
      'UTC',
      '2024-01-01T00:00Z',
      ['2024-01-31T09:00Z', '2024-02-29T09:00Z', '2024-03-31T09:00Z', '2024-04-30T09:00Z'],
    ],
    [
      'day 28 as the last of February in a century that is no leap year',
      { kind: 'monthly', day: 30, time: '00:00' },
      'UTC',
      '2100-01-31T00:00Z',
      ['2100-02-28T00:00Z', '2100-03-30T00:00Z'],
    ],
    [
      'half an hour offset',
      { kind: 'monthly', day: 1, time: '09:00' },
      'Asia/Kolkata',
      '2026-02-01T03:30Z',
      ['2026-03-01T03:30Z', '2026-04-01T03:30Z'],
    ],
    [
      'a month that begins in the UTC month before',
      { kind: 'monthly', day: 1, time: '00:00' },
      'Pacific/Apia',
      '2026-02-28T10:59:59Z',
      ['2026-02-28T11:00Z', '2026-03-31T11:00Z'],
    ],
    [
      'a time that Berlin skips in March an hour later on the clock',
      { kind: 'monthly', day: 29, time: '02:30' },
      'Europe/Berlin',
      '2026-02-01T00:00Z',
      ['2026-02-28T01:30Z', '2026-03-29T01:30Z', '2026-04-29T00:30Z'],
    ],
    [
      'the first of the two times that Berlin has in October',
      { kind: 'weekly', weekday: 7, time: '02:30' },
      'Europe/Berlin',
      '2026-10-17T00:00Z',
      ['2026-10-18T00:30Z', '2026-10-25T00:30Z', '2026-11-01T01:30Z'],
    ],
    [
      'a time that New York skips in March',
      { kind: 'days', every: 1, from: '2026-03-01', time: '02:30' },
      'America/New_York',
      '2026-03-07T00:00Z',
      ['2026-03-07T07:30Z', '2026-03-08T07:30Z', '2026-03-09T06:30Z'],
    ],
    [
      'the first of the two times that New York has in November',
      { kind: 'days', every: 1, from: '2026-03-01', time: '01:30' },
      'America/New_York',
      '2026-11-01T00:00Z',
      ['2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    ],
    [
      'half an hour that Lord Howe skips in October',
      { kind: 'days', every: 1, from: '2026-01-01', time: '02:15' },
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      ['2026-10-03T15:45Z', '2026-10-04T15:15Z'],
    ],
    [
      'half an hour that Lord Howe has twice in April',
      { kind: 'days', every: 1, from: '2026-01-01', time: '01:45' },
      'Australia/Lord_Howe',
      '2026-04-04T00:00Z',
      ['2026-04-04T14:45Z', '2026-04-05T15:15Z'],
    ],
    [
      'one rotation for the day that Samoa skipped and the day after',
      { kind: 'days', every: 1, from: '2011-01-01', time: '09:00' },
      'Pacific/Apia',
      '2011-12-29T00:00Z',
      ['2011-12-29T19:00Z', '2011-12-30T19:00Z', '2011-12-31T19:00Z'],
    ],
    [
      'the next day for a month whose day Samoa skipped',
      { kind: 'monthly', day: 30, time: '09:00' },
      'Pacific/Apia',
      '2011-12-01T00:00Z',
      ['2011-12-30T19:00Z', '2012-01-29T19:00Z'],
    ],
    [
      'the day after a skipped day, searched from that day on',
      { kind: 'monthly', day: 30, time: '09:00' },
      'Pacific/Apia',
      '2011-12-30T12:00Z',
      ['2011-12-30T19:00Z', '2012-01-29T19:00Z'],
    ],
    [
      'nothing before the first day',
      { kind: 'days', every: 10, from: '2026-03-01', time: '12:00' },
      'UTC',
      '2020-01-01T00:00Z',
      ['2026-03-01T12:00Z', '2026-03-11T12:00Z'],
    ],
  ])('gives %s', (_, cadence, timeZone, after, expected) => {
    expect(listRotations({ cadence, timeZone }, new Date(after), expected.length)).toEqual(
      expected.map((instant) => new Date(instant)),
    );
  });

  it('returns a due instant until that instant has passed, and then the next', () => {
    const schedule: Schedule = { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, timeZone: 'UTC' };
    const due = new Date('2026-03-02T09:00:00.000Z');
    expect(findNextRotation(schedule, new Date(due.getTime() - 1))).toEqual(due);
    expect(findNextRotation(schedule, due)).toEqual(new Date('2026-03-09T09:00Z'));
  });

  it('keeps the phase of every N days over years', () => {
    const schedule: Schedule = {
      cadence: { kind: 'days', every: 14, from: '2020-02-29', time: '00:00' },
      timeZone: 'UTC',
    };
    const elapsedMs =
      (findNextRotation(schedule, new Date('2051-07-01T00:00Z'))?.getTime() ?? 0) - Date.UTC(2020, 1, 29);
    expect(elapsedMs % (14 * dayMs)).toBe(0);
    expect(elapsedMs).toBeGreaterThan(31 * 365 * dayMs);
  });

  it('sorts fixed dates by instant, and merges two equal ones', () => {
    const schedule: Schedule = {
      cadence: { kind: 'dates', dates: ['2026-03-29T02:30', '2026-03-29T03:00', '2026-03-29T03:30'] },
      timeZone: 'Europe/Berlin',
    };
    expect(listRotations(schedule, new Date(0), 10)).toEqual([
      new Date('2026-03-29T01:00Z'),
      new Date('2026-03-29T01:30Z'),
    ]);
  });

  it('returns null without a schedule, and after the last date', () => {
    expect(findNextRotation({ cadence: { kind: 'none' }, timeZone: 'UTC' }, new Date(0))).toBeNull();
    const once: Schedule = { cadence: { kind: 'dates', dates: ['2026-03-01T09:00'] }, timeZone: 'UTC' };
    expect(findNextRotation(once, new Date('2026-03-01T09:00Z'))).toBeNull();
    expect(listRotations(once, new Date(0), 0)).toEqual([]);
  });

  it('throws for a schedule that validation would have refused', () => {
    const cadence: Cadence = { kind: 'monthly', day: 1, time: '25:00' };
    expect(() => findNextRotation({ cadence, timeZone: 'UTC' }, new Date(0))).toThrow(RangeError);
    expect(() =>
      findNextRotation({ cadence: { ...cadence, time: '01:00' }, timeZone: 'Mars/X' }, new Date(0)),
    ).toThrow(RangeError);
  });

  it('returns whole minutes after the given instant, the same as counting local days one by one', () => {
    fc.assert(
      fc.property(arbitrarySchedule, arbitraryInstant, (schedule, after) => {
        const rotations = listRotations(schedule, after, 12);
        const last = rotations.at(-1);
        const until = rotations.length === 12 && last !== undefined ? last : new Date('2039-01-01T00:00Z');
        expect(rotations).toEqual(listByHand(schedule, after, until));
        expect(rotations.every((instant) => instant.getTime() % 60_000 === 0)).toBe(true);
        expect(rotations.every((instant, i) => instant > (rotations[i - 1] ?? after))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('finds the right instants on every day around the clock changes of every time zone', () => {
    const changes = [
      '2011-12-30',
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
    ];
    for (const timeZone of zones)
      for (const change of changes)
        for (const time of ['00:00', '01:45', '02:00', '02:15', '02:30', '03:00', '23:59']) {
          const schedule: Schedule = {
            cadence: { kind: 'days', every: 1, from: '2011-01-01', time },
            timeZone,
          };
          const after = new Date(Date.parse(change) - 3 * dayMs);
          const until = new Date(Date.parse(change) + 3 * dayMs);
          const rotations = listRotations(schedule, after, 8).filter((instant) => instant <= until);
          expect(rotations).toEqual(listByHand(schedule, after, until));
        }
  });
});

const pad = (number: number): string => String(number).padStart(2, '0');

const arbitraryTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45, 59))
  .map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);

const arbitraryInstant = fc.date({
  min: new Date('2010-01-01'),
  max: new Date('2035-01-01'),
  noInvalidDate: true,
});

const arbitraryDay = arbitraryInstant.map((instant) => instant.toISOString().slice(0, 10));

const arbitrarySchedule: fc.Arbitrary<Schedule> = fc.record({
  timeZone: fc.constantFrom(...zones),
  cadence: fc.oneof(
    fc.record({
      kind: fc.constant('monthly' as const),
      day: fc.integer({ min: 1, max: 31 }),
      time: arbitraryTime,
    }),
    fc.record({
      kind: fc.constant('weekly' as const),
      weekday: fc.integer({ min: 1, max: 7 }),
      time: arbitraryTime,
    }),
    fc.record({
      kind: fc.constant('days' as const),
      every: fc.integer({ min: 1, max: 90 }),
      from: arbitraryDay,
      time: arbitraryTime,
    }),
    fc.record({
      kind: fc.constant('dates' as const),
      dates: fc
        .uniqueArray(
          fc.tuple(arbitraryDay, arbitraryTime).map(([day, time]) => `${day}T${time}`),
          { minLength: 1, maxLength: 8 },
        )
        .map((dates) => dates.sort()),
    }),
  ),
});

/**
 * Lists every due instant in (after, until] in a simpler way: goes through all local days, and finds their instants only by
 * Intl.
 */
function listByHand({ cadence, timeZone }: Schedule, after: Date, until: Date): Date[] {
  const locals: number[] = [];
  if (cadence.kind === 'dates') locals.push(...cadence.dates.map((date) => Date.parse(`${date}Z`)));
  const firstDay = Math.floor(after.getTime() / dayMs) - 3;
  const lastDay = Math.floor(until.getTime() / dayMs) + 3;
  for (let day = firstDay; day <= lastDay; day += 1)
    if (isDueDay(cadence, new Date(day * dayMs)) && 'time' in cadence)
      locals.push(day * dayMs + Date.parse(`1970-01-01T${cadence.time}Z`));
  const instants = new Set(locals.map((local) => toInstantMs(local, timeZone)));
  return [...instants]
    .filter((ms) => ms > after.getTime() && ms <= until.getTime())
    .sort((a, b) => a - b)
    .map((ms) => new Date(ms));
}

function isDueDay(cadence: Cadence, day: Date): boolean {
  switch (cadence.kind) {
    case 'monthly': {
      const isLastOfMonth = new Date(day.getTime() + dayMs).getUTCDate() === 1;
      return day.getUTCDate() === cadence.day || (isLastOfMonth && day.getUTCDate() < cadence.day);
    }
    case 'weekly':
      return day.getUTCDay() === cadence.weekday % 7;
    case 'days': {
      const elapsedDays = (day.getTime() - Date.parse(cadence.from)) / dayMs;
      return elapsedDays >= 0 && elapsedDays % cadence.every === 0;
    }
    default:
      return false;
  }
}

/**
 * Finds the first instant at which the zone's clock shows `local`; if a clock change skips that time, uses the offset from
 * before the change.
 */
function toInstantMs(local: number, timeZone: string): number {
  const offsetBefore = offsetMs(local - 2 * dayMs, timeZone);
  const instants = [offsetBefore, offsetMs(local + 2 * dayMs, timeZone)]
    .map((offset) => local - offset)
    .filter((instant) => instant + offsetMs(instant, timeZone) === local);
  return instants.length === 0 ? local - offsetBefore : Math.min(...instants);
}

const clocks = new Map(
  zones.map((timeZone) => [
    timeZone as string,
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    }),
  ]),
);

function offsetMs(instant: number, timeZone: string): number {
  const minute = Math.floor(instant / 60_000) * 60_000;
  const parts = Object.fromEntries(
    clocks
      .get(timeZone)!
      .formatToParts(minute)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - minute;
}
