import { webPlatform } from '@/adapters/web-platform';
import { listPublicEvents } from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { type CalendarRotation, type CalendarRound, formatCalendar } from '@/lib/contracts/exports/calendar';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { roundDaysDefault } from '@/lib/core/round/decide-changes';
import type { PublicRound } from '@/lib/core/round/round';
import { decideRotation, type RotationState } from '@/lib/core/round/schedule/decide-rotation';
import { listRotations, type Schedule } from '@/lib/core/round/schedule/schedule';
import { requireBenchmark } from '../access/require-benchmark';

const rotationsShown = 12;

/** The rounds of a benchmark and its coming rotations as iCalendar; the same for every reader. */
export async function findCalendar(slug: string): Promise<Result<string, Refusal>> {
  const { db, environment } = webPlatform();
  const found = await requireBenchmark(db, slug);
  if (!found.ok) return found;
  const benchmark = found.value;
  const { benchmarkId, title, schedule } = benchmark;
  const url = new URL(`/benchmarks/${slug}`, environment.PUBLIC_URL);
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const [newestAct] = await listPublicEvents(db, { benchmarkId }, { before: null, count: 1 });
  const coming = planRotations(schedule, rounds, await readClock(db));
  return ok(
    formatCalendar({
      // The time of the benchmark's last public event, not of the request, so that an unchanged calendar has the same bytes.
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
 * Opening and close of a round, each actual if it has happened, else planned. Null for a sealed round in the queue, and if a date
 * is missing.
 */
function intervalOf(round: PublicRound): Interval | null {
  if (round.state === 'sealed') return null;
  const opensAt = round.openedAt ?? round.opensAt;
  const closesAt = round.closedAt ?? round.closesAt;
  return opensAt && closesAt ? { opensAt, closesAt } : null;
}

/** The next rotations, and the sealed rounds that they open unless a maintainer changes the schedule. */
function planRotations(schedule: Schedule, rounds: readonly PublicRound[], now: Date) {
  const intervals = new Map<string, Interval>();
  const free: CalendarRotation[] = [];
  let sealed = rounds.filter((round) => round.state === 'sealed');
  if (schedule.cadence.kind === 'none')
    for (const { roundId, opensAt, closesAt } of sealed)
      if (opensAt)
        intervals.set(roundId, { opensAt, closesAt: closesAt ?? addDays(opensAt, roundDaysDefault) });

  let open: RotationState['open'] = rounds.find((round) => round.state === 'open') ?? null;
  // One rotation more than the calendar shows, since each round ends at the next rotation.
  const due = listRotations(schedule, now, rotationsShown + 1);
  for (const [index, at] of due.slice(0, rotationsShown).entries()) {
    const { opens } = decideRotation({ now: at, schedule, nextRotationAt: at, open, sealed });
    const next = opens && sealed.find(({ roundId }) => roundId === opens.roundId);
    open = next ? { ...next, openedAt: opens.at, closesAt: opens.closesAt } : null;
    sealed = sealed.filter((round) => round !== next);
    if (opens) intervals.set(opens.roundId, { opensAt: opens.at, closesAt: opens.closesAt });
    else free.push({ at, until: due[index + 1] ?? null });
  }
  return { intervals, free };
}

const addDays = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);

function calendarRoundOf(round: PublicRound, url: URL): Omit<CalendarRound, keyof Interval> {
  const { number, title, state } = round;
  return { number, title, state, url: `${url.href}/rounds/${number}` };
}
