export type AxisTick = { readonly at: Date; readonly label: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Step = { readonly ms: number; readonly months?: number; readonly format: Intl.DateTimeFormatOptions };

const steps: readonly Step[] = [
  { ms: hourMs, format: { hour: '2-digit', minute: '2-digit' } },
  { ms: 6 * hourMs, format: { day: 'numeric', month: 'short', hour: '2-digit' } },
  { ms: dayMs, format: { day: 'numeric', month: 'short' } },
  { ms: 7 * dayMs, format: { day: 'numeric', month: 'short' } },
  { ms: 30 * dayMs, months: 1, format: { month: 'long' } },
  { ms: 91 * dayMs, months: 3, format: { month: 'short', year: 'numeric' } },
  { ms: 365 * dayMs, months: 12, format: { year: 'numeric' } },
];

/** Round instants between two, in UTC and ascending: hours, days, Mondays, months, quarters or years, so that few stand there. */
export function listAxisTicks(from: Date, to: Date, countMax = 8): AxisTick[] {
  const spanMs = to.getTime() - from.getTime();
  const last = steps.at(-1)!;
  const step = steps.find(({ ms }) => spanMs / ms <= countMax) ?? last;
  // Centuries of rounds stay readable, if not labelled every year.
  const stride = step === last ? Math.max(1, Math.ceil(spanMs / last.ms / countMax)) : 1;
  const format = new Intl.DateTimeFormat('en-GB', { ...step.format, timeZone: 'UTC' });
  const ticks: AxisTick[] = [];
  for (const at of iterateTicks(from, step, stride)) {
    if (at > to) break;
    if (at >= from) ticks.push({ at, label: format.format(at) });
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
