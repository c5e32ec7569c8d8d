import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import type { Round } from '@/lib/core/round/round';
import { forecastRotations } from '@/lib/core/round/schedule/list-coming-events';

/** When a sealed round opens and closes, as ISO 8601 in UTC. */
export type PlannedOpening = { readonly opensAt: string; readonly closesAt: string };

/** Openings by the round's number. */
export type PlannedOpenings = ReadonlyMap<number, PlannedOpening>;

/** Number of rotations examined beyond those that could open the sealed rounds one after another. */
const idleRotationsMax = 12;

/**
 * Automatic openings of a benchmark's sealed rounds, unless the schedule changes. Rounds that only a maintainer opens are left
 * out.
 * @param rounds of the benchmark, all that have been sealed
 */
export async function readPlannedOpenings(
  db: Executor,
  benchmark: BenchmarkRow,
  rounds: readonly Round[],
): Promise<PlannedOpenings> {
  return rounds.some(({ state }) => state === 'sealed')
    ? planOpenings(benchmark, rounds, await readClock(db))
    : new Map();
}

function planOpenings(
  { schedule, nextRotationAt }: BenchmarkRow,
  rounds: readonly Round[],
  now: Date,
): PlannedOpenings {
  const sealed = rounds.filter((round) => round.state === 'sealed');
  const open = rounds.find((round) => round.state === 'open');
  const closedMs = rounds.flatMap(({ closedAt }) => closedAt?.getTime() ?? []);
  const forecasts = forecastRotations(
    {
      now,
      schedule,
      nextRotationAt,
      open: open ?? null,
      sealed,
      lastClosedAt: closedMs.length === 0 ? null : new Date(Math.max(...closedMs)),
    },
    2 * sealed.length + idleRotationsMax,
  );
  const numbers = new Map(sealed.map(({ roundId, number }) => [roundId, number]));
  return new Map(
    forecasts.flatMap(({ at, opens }) => {
      const number = opens && numbers.get(opens.roundId);
      return number ? [[number, { opensAt: at.toISOString(), closesAt: opens.closesAt.toISOString() }]] : [];
    }),
  );
}
