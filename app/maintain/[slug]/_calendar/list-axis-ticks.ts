export type AxisTick = { readonly at: Date; readonly label: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Its ticks are named by a part of `2026-12-06T13:51`. */
type Step = {
  readonly ms: number;
  readonly months?: number;
  readonly part: readonly [from: number, to: number];
};

const steps: readonly Step[] = [
  { ms: hourMs, part: [11, 16] },
  { ms: 6 * hourMs, part: [5, 16] },
  { ms: dayMs, part: [0, 10] },
  { ms: 7 * dayMs, part: [0, 10] },
  { ms: 30 * dayMs, months: 1, part: [0, 7] },
  { ms: 91 * dayMs, months: 3, part: [0, 7] },
  { ms: 365 * dayMs, months: 12, part: [0, 4] },
];

/** Round instants between two, in UTC and ascending: hours, days, Mondays, months, quarters or years, so that few stand there. */
export function listAxisTicks(from: Date, to: Date, countMax = 8): AxisTick[] {
  const spanMs = to.getTime() - from.getTime();
  const last = steps.at(-1)!;
  const step = steps.find(({ ms }) => spanMs / ms <= countMax) ?? last;
  // Centuries of rounds stay readable, if not labelled every year.
  const stride = step === last ? Math.max(1, Math.ceil(spanMs / last.ms / countMax)) : 1;
  const ticks: AxisTick[] = [];
  for (const at of iterateTicks(from, step, stride)) {
    if (at > to) break;
    if (at >= from)
      ticks.push({
        at,
        label: at
          .toISOString()
          .slice(...step.part)
          .replace('T', ' '),
      });
  }
  return ticks;
}

/** The Monday that weeks are counted from. */
const mondayMs = Date.UTC(1970, 0, 5);

function* iterateTicks(from: Date, { ms, months }: Step, stride: number): Generator<Date> {
  if (months) {
    const year = from.getUTCFullYear();
    for (let month = 0; ; month += months * stride) yield new Date(Date.UTC(year, month, 1));
  }
  const origin = mondayMs + Math.floor((from.getTime() - mondayMs) / ms) * ms;
  for (let tick = origin; ; tick += ms) yield new Date(tick);
}
