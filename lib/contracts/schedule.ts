import { z } from 'zod';
import {
  type Cadence,
  findShortestInterval,
  isTimeZone,
  type Schedule,
} from '@/lib/core/round/schedule/schedule';
import { isItemDate } from '@/lib/core/round/test-set-cells';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time of day as HH:MM, 00:00 to 23:59');

const calendarDay = z
  .string()
  .refine(
    (text) => /^[12]\d{3}-\d\d-\d\d$/.test(text) && isItemDate(text),
    'use a day of the calendar as YYYY-MM-DD',
  );

const localInstant = z
  .string()
  .refine(
    (text) =>
      /^[12]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/.test(text) &&
      isItemDate(text.slice(0, 'YYYY-MM-DD'.length)),
    "use local time as YYYY-MM-DDTHH:MM, without an offset: the schedule's time zone applies",
  );

export const cadenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('monthly'), day: z.coerce.number().int().min(1).max(31), time: clockTime }),
  z.object({ kind: z.literal('weekly'), weekday: z.coerce.number().int().min(1).max(7), time: clockTime }),
  z.object({
    kind: z.literal('days'),
    every: z.coerce.number().int().min(1).max(366),
    from: calendarDay,
    time: clockTime,
  }),
  z.object({
    kind: z.literal('dates'),
    dates: z
      .array(localInstant)
      .min(1)
      .max(200)
      .superRefine((dates, ctx) => {
        dates.forEach((date, index) => {
          const before = dates[index - 1];
          // Dates are written with a fixed width, so their text order equals their time order.
          if (before !== undefined && date <= before)
            ctx.addIssue({ code: 'custom', path: [index], message: 'dates ascend, and no two are the same' });
        });
      }),
  }),
]);

const gapHoursMax = 31 * 24;

/** Instant from which rotations are compared, fixed so that the validity of a schedule doesn't depend on when it is sent. */
const comparedFrom = new Date('2024-01-01T00:00:00Z');

/** A benchmark's schedule, as the API accepts and returns it. */
export const scheduleSchema = z
  .object({
    cadence: cadenceSchema,
    time_zone: z
      .string()
      .max(64)
      .refine(
        isTimeZone,
        'use an IANA time zone, such as Europe/Berlin or UTC; an offset such as +01:00 isn’t one',
      ),
    /** Hours between a round's close and the next rotation. */
    gap_hours: z.coerce.number().int().min(0).max(gapHoursMax).default(0),
  })
  .superRefine((schedule, ctx) => {
    // A faulty cadence or time zone has no rotations, or infinitely many, so the gap isn't checked.
    if (ctx.issues.length > 0 || schedule.gap_hours === 0) return;
    const shortest = findShortestInterval(toSchedule(schedule), comparedFrom);
    const fault = (message: string) => ctx.addIssue({ code: 'custom', path: ['gap_hours'], message });
    if (shortest === null) fault('only rotations of a schedule can have a gap: use 0');
    else if (schedule.gap_hours > shortest - 1)
      fault(`leave each round an hour at least: two rotations are ${shortest} hours apart`);
  });

export type ScheduleView = {
  cadence: z.output<typeof cadenceSchema>;
  time_zone: string;
  gap_hours: number;
};

/** Converts the schedule of a parsed request to the type of lib/core. */
export const toSchedule = ({ cadence, time_zone, gap_hours }: ScheduleView): Schedule => ({
  cadence,
  timeZone: time_zone,
  ...(gap_hours > 0 ? { gapHours: gap_hours } : {}),
});

/** Converts a schedule of lib/core to its form in the API. */
export const viewOfSchedule = ({ cadence, timeZone, gapHours = 0 }: Schedule): ScheduleView => ({
  cadence: viewOfCadence(cadence),
  time_zone: timeZone,
  gap_hours: gapHours,
});

export const viewOfCadence = (cadence: Cadence): ScheduleView['cadence'] =>
  cadence.kind === 'dates' ? { kind: 'dates', dates: [...cadence.dates] } : cadence;

/** Body of the request `PUT …/schedule`. */
export const newScheduleSchema = z.object({
  schedule: scheduleSchema,
  /**
   * Number of later rounds that must have closed before a round is revealed automatically; 0: it is revealed with its
   * official ranking; null: only by hand.
   */
  reveals_after_rounds: z.int().min(0).max(1000).nullish(),
});
