import type { MaintainedRoundView, RoundView } from '@/lib/contracts/round';
import type { RoundState } from '@/lib/core/round/round-state';
import {
  type ComingState,
  forecastRotations,
  listComingEvents,
  type RotationForecast,
} from '@/lib/core/round/schedule/list-coming-events';
import { findNextRotation } from '@/lib/core/round/schedule/schedule';

export type CalendarRow = {
  /** The round of the row; null for a period without a round. */
  readonly round: { readonly number: number; readonly title: string; readonly state: RoundState } | null;
  /** Opening of the round; null for a sealed round whose opening isn't planned. */
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly segments: readonly CalendarSegment[];
};

export type CalendarLayout = {
  readonly from: Date;
  readonly to: Date;
  readonly rows: readonly CalendarRow[];
  /** Times of the planned rotations. */
  readonly rotationAts: readonly Date[];
};

const dayMs = 86_400_000;

const pastShownMax = 4;

const missingShownMax = 2;

const sealedShownMax = 6;

/**
 * Lays out the rows in the order of time: past rounds, the open round, sealed rounds in their planned periods, then sealed
 * rounds without a planned opening. Null if there is neither a round nor a planned rotation.
 */
export function layOutCalendar(
  state: ComingState,
  rounds: readonly MaintainedRoundView[],
): CalendarLayout | null {
  const { now } = state;
  const sealed = rounds.filter((round) => round.state === 'sealed');
  // Twice the number of rows, since a round may need two forecast times: its opening and its close.
  const forecasts = cutMissing(forecastRotations(state, 2 * (sealed.length + missingShownMax)));
  const past = rounds
    .filter(({ opened_at }) => opened_at !== null)
    .sort((a, b) => Date.parse(a.opened_at!) - Date.parse(b.opened_at!))
    .slice(-pastShownMax - 1);
  const coming = forecasts.filter(({ opens, isMissed }) => opens || isMissed).slice(0, sealedShownMax);
  const unplaced = sealed.filter(
    ({ number }) => !forecasts.some(({ opens }) => opens?.roundId === `${number}`),
  );
  if (past.length + coming.length + unplaced.length === 0) return null;

  const missingEnd = (at: Date) =>
    findNextRotation(state.schedule, at) ?? new Date(at.getTime() + 14 * dayMs);
  const { from, to } = frame({
    now,
    begins: past.map(({ opened_at }) => Date.parse(opened_at!)),
    ends: [
      ...past.map(({ closed_at, closes_at }) => Date.parse(closed_at ?? closes_at ?? '')),
      ...coming.map(({ at, opens }) => (opens?.closesAt ?? missingEnd(at)).getTime()),
      (state.overdueSince ? missingEnd(now) : now).getTime(),
    ],
  });

  const closesOf = (number: number) => forecasts.find(({ closes }) => closes === `${number}`)?.at;
  const rowOf = makeRowOf(state, forecasts, { from, to });
  return {
    from,
    to,
    rows: [
      ...past.map((round) =>
        rowOf(
          round,
          new Date(round.opened_at!),
          toDate(round.closed_at) ?? closesOf(round.number) ?? toDate(round.closes_at),
        ),
      ),
      // A row for the current period if no round is open, although the schedule wanted one.
      ...(state.overdueSince && !state.open ? [missingRow(state.overdueSince, missingEnd(now))] : []),
      ...coming.map(({ at, opens }) => {
        const round = sealed.find(({ number }) => opens?.roundId === `${number}`);
        return round && opens
          ? rowOf(round, at, closesOf(round.number) ?? opens.closesAt)
          : missingRow(at, missingEnd(at));
      }),
      ...unplaced.map((round) => rowOf(round, null, null)),
    ],
    rotationAts: forecasts.filter(({ isRotation, at }) => isRotation && at <= to).map(({ at }) => at),
  };
}

/** Start and end of the time axis, with a margin so that neither `now` nor a bar is at its edge. */
function frame({ now, begins, ends }: { now: Date; begins: number[]; ends: number[] }) {
  const fromMs = Math.min(...begins, now.getTime());
  const toMs = Math.max(...ends.filter((ms) => !Number.isNaN(ms)));
  const marginMs = Math.max(dayMs / 2, (toMs - fromMs) * 0.03);
  return { from: new Date(fromMs - marginMs), to: new Date(toMs + marginMs) };
}

type RowOf = (round: MaintainedRoundView, opensAt: Date | null, closesAt: Date | null) => CalendarRow;

/** Makes the function that makes a round's row from past and forecast dates. */
function makeRowOf(
  state: ComingState,
  forecasts: readonly RotationForecast[],
  { from, to }: { from: Date; to: Date },
): RowOf {
  const revealedAts = new Map(
    listComingEvents(state, forecasts.length).flatMap((event) =>
      event.kind === 'revealed' ? [[event.roundId, event.at] as const] : [],
    ),
  );
  return (round, opensAt, closesAt) => ({
    round,
    opensAt,
    closesAt,
    segments: listSegments(round, {
      opensAt,
      closesAt,
      revealedAt: toDate(round.revealed_at) ?? revealedAts.get(`${round.number}`) ?? null,
      now: state.now,
      to,
    }).filter((segment) => segment.to > from),
  });
}

const toDate = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));

const missingRow = (at: Date, end: Date): CalendarRow => ({
  round: null,
  opensAt: at,
  closesAt: end,
  segments: [{ kind: 'missing', from: at, to: end, isPlanned: true }],
});

/** The forecast up to the last rotation without a sealed round that the calendar shows. */
function cutMissing(forecasts: readonly RotationForecast[]): RotationForecast[] {
  let missed = 0;
  const end = forecasts.findIndex(({ isRotation, isMissed }) => {
    if (isRotation) missed = isMissed ? missed + 1 : 0;
    return missed > missingShownMax;
  });
  return forecasts.slice(0, end === -1 ? undefined : end);
}

type AxisTick = { readonly at: Date; readonly label: string };

const hourMs = 3_600_000;

/** A distance between ticks. `labelRange` selects the characters of `2026-12-06T13:51` with which a tick is labelled. */
type Step = {
  readonly ms: number;
  readonly months?: number;
  readonly labelRange: readonly [from: number, to: number];
};

const steps: readonly Step[] = [
  { ms: hourMs, labelRange: [11, 16] },
  { ms: 6 * hourMs, labelRange: [5, 16] },
  { ms: dayMs, labelRange: [0, 10] },
  { ms: 7 * dayMs, labelRange: [0, 10] },
  { ms: 30 * dayMs, months: 1, labelRange: [0, 7] },
  { ms: 91 * dayMs, months: 3, labelRange: [0, 7] },
  { ms: 365 * dayMs, months: 12, labelRange: [0, 4] },
];

/**
 * At most about `countMax` round times between `from` and `to`, in UTC and ascending: hours, days, Mondays, months, quarters or
 * years.
 */
export function listAxisTicks(from: Date, to: Date, countMax = 8): AxisTick[] {
  const spanMs = to.getTime() - from.getTime();
  const last = steps.at(-1)!;
  const step = steps.find(({ ms }) => spanMs / ms <= countMax) ?? last;
  // If the axis spans many years, only every n-th year has a tick.
  const stride = step === last ? Math.max(1, Math.ceil(spanMs / last.ms / countMax)) : 1;
  const ticks: AxisTick[] = [];
  for (const at of iterateTicks(from, step, stride)) {
    if (at > to) break;
    if (at >= from)
      ticks.push({
        at,
        label: at
          .toISOString()
          .slice(...step.labelRange)
          .replace('T', ' '),
      });
  }
  return ticks;
}

/** A Monday in milliseconds since 1970, from which weekly ticks are counted. */
const mondayMs = Date.UTC(1970, 0, 5);

function* iterateTicks(from: Date, { ms, months }: Step, stride: number): Generator<Date> {
  if (months) {
    const year = from.getUTCFullYear();
    for (let month = 0; ; month += months * stride) yield new Date(Date.UTC(year, month, 1));
  }
  const origin = mondayMs + Math.floor((from.getTime() - mondayMs) / ms) * ms;
  for (let tick = origin; ; tick += ms) yield new Date(tick);
}

/** A state of a round, with the period during which it lasts. */
export type CalendarSegment = {
  readonly kind: 'sealed' | 'open' | 'closed' | 'revealed' | 'frozen' | 'invalidated' | 'missing';
  readonly from: Date;
  readonly to: Date;
  /** True for a period in the future, which is only forecast. */
  readonly isPlanned: boolean;
};

type Dates = {
  opensAt: Date | null;
  closesAt: Date | null;
  revealedAt: Date | null;
  now: Date;
  /** The end of the time axis. */
  to: Date;
};

type Round = Pick<RoundView, 'state' | 'sealed_at' | 'closed_at' | 'frozen_at' | 'invalidated_at'>;

type Period = Omit<CalendarSegment, 'isPlanned'>;

/** The past, present and planned states of a round, oldest first. */
function listSegments(round: Round, dates: Dates): CalendarSegment[] {
  const isStopped = round.state === 'frozen' || round.state === 'invalidated';
  const periods = [
    ...period('sealed', toDate(round.sealed_at), dates.opensAt ?? toDate(round.invalidated_at) ?? dates.to),
    ...(isStopped ? listStopped(round, dates) : listLife(dates)),
  ];
  return periods.flatMap((each) => splitAt(each, dates.now));
}

function listLife({ opensAt, closesAt, revealedAt, to }: Dates): Period[] {
  if (!opensAt) return [];
  return [
    ...period('open', opensAt, closesAt ?? to),
    ...period('closed', closesAt, revealedAt ?? to),
    ...period('revealed', revealedAt, to),
  ];
}

function listStopped(round: Round, { opensAt, now, to }: Dates): Period[] {
  const invalidatedAt = toDate(round.invalidated_at);
  const frozenAt = toDate(round.frozen_at) ?? invalidatedAt ?? now;
  const closedAt = toDate(round.closed_at);
  const openUntil = closedAt && closedAt < frozenAt ? closedAt : frozenAt;
  return [
    ...period('open', opensAt, openUntil),
    ...period('closed', openUntil, frozenAt),
    ...period('frozen', frozenAt, invalidatedAt ?? now),
    ...period('invalidated', invalidatedAt, to),
  ];
}

const period = (kind: Period['kind'], from: Date | null, to: Date): Period[] =>
  from && from < to ? [{ kind, from, to }] : [];

/**
 * Splits a period at `now` into a certain part and a forecast part. Periods of sealed and invalidated rounds aren't split, and
 * count as certain.
 */
function splitAt(long: Period, now: Date): CalendarSegment[] {
  if (long.kind === 'sealed' || long.kind === 'invalidated' || long.to <= now)
    return [{ ...long, isPlanned: false }];
  if (long.from >= now) return [{ ...long, isPlanned: true }];
  return [
    { ...long, to: now, isPlanned: false },
    { ...long, from: now, isPlanned: true },
  ];
}

/** Position of a time on the axis in per cent, clamped to 0–100. */
export function placeOnAxis({ from, to }: Pick<CalendarLayout, 'from' | 'to'>, at: Date): number {
  const share = (at.getTime() - from.getTime()) / (to.getTime() - from.getTime());
  return Number((100 * Math.min(1, Math.max(0, share))).toFixed(2));
}
