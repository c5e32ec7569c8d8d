import { webPlatform } from '@/adapters/web-platform';
import { listPublicEvents } from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { type CalendarRotation, type CalendarRound, formatCalendar } from '@/lib/contracts/exports/calendar';
import { ok, type Result } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { RotationForecast } from '@/lib/core/round/schedule/list-coming-events';
import { requireBenchmark } from '../access/require-benchmark';
import { readForecast } from '../round/read-planned-openings';

/** The rounds of a benchmark and its next rotations as an iCalendar file; the same for every reader. */
export async function findCalendar(slug: string): Promise<Result<string>> {
  const { db, environment } = webPlatform();
  const found = await requireBenchmark(db, slug);
  if (!found.ok) return found;
  const benchmark = found.value;
  const { benchmarkId, title } = benchmark;
  const url = new URL(`/benchmarks/${slug}`, environment.PUBLIC_URL);
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const [newestAct] = await listPublicEvents(db, { benchmarkId }, { before: null, count: 1 });
  const coming = planRotations(await readForecast(db, benchmark, await readClock(db)));
  return ok(
    formatCalendar({
      // The stamp of the calendar is the time of the last public event instead of that of the request, so that an unchanged
      // calendar has the same bytes.
      now: newestAct?.at ?? benchmark.createdAt,
      host: url.host,
      benchmark: { slug, title, url: url.href },
      rounds: rounds.flatMap((round) => {
        const interval = intervalOf(round) ?? coming.intervals.get(round.roundId);
        return interval ? [{ ...calendarRoundOf(round, url), ...interval }] : [];
      }),
      rotations: coming.free,
    }),
  );
}

type Interval = { opensAt: Date; closesAt: Date };

/**
 * Opening and close of a round: the actual time if it has happened, otherwise the planned time. Null if a date is missing, and
 * for a sealed round in the queue.
 */
function intervalOf(round: PublicRound): Interval | null {
  if (round.state === 'sealed') return null;
  const opensAt = round.openedAt ?? round.opensAt;
  const closesAt = round.closedAt ?? round.closesAt;
  return opensAt && closesAt ? { opensAt, closesAt } : null;
}

const rotationsShown = 12;

/** The next rotations without a round, and the sealed rounds that open by themselves unless a maintainer changes the schedule. */
function planRotations(forecasts: readonly RotationForecast[]) {
  const intervals = new Map<string, Interval>();
  for (const { at, opens } of forecasts)
    if (opens) intervals.set(opens.roundId, { opensAt: at, closesAt: opens.closesAt });
  const rotations = forecasts.filter(({ isRotation }) => isRotation);
  const free = rotations
    .slice(0, rotationsShown)
    .flatMap(({ at, isMissed }, i): CalendarRotation[] =>
      isMissed ? [{ at, until: rotations[i + 1]?.at ?? null }] : [],
    );
  return { intervals, free };
}

function calendarRoundOf(round: PublicRound, url: URL): Omit<CalendarRound, keyof Interval> {
  const { number, title, state } = round;
  return { number, title, state, url: `${url.href}/rounds/${number}` };
}
