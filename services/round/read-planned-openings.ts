import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listBenchmarksById } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findLastClosedAt, listSealedRounds } from '@/db/queries/rotation-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import type { RoundView } from '@/lib/contracts/round';
import type { Round } from '@/lib/core/round/round';
import { forecastRotations, type RotationForecast } from '@/lib/core/round/schedule/list-coming-events';

/** Planned openings by the round's id. */
type PlannedOpenings = ReadonlyMap<string, RoundView['planned_opening']>;

/**
 * Automatic openings of the sealed ones of these rounds, unless the schedule changes. Rounds that only a maintainer opens, and
 * those beyond the forecast, are left out.
 */
export async function readPlannedOpenings(db: Executor, rounds: readonly Round[]): Promise<PlannedOpenings> {
  const sealed = rounds.filter(({ state }) => state === 'sealed');
  if (sealed.length === 0) return new Map();
  const benchmarks = await listBenchmarksById(db, [...new Set(sealed.map(({ benchmarkId }) => benchmarkId))]);
  const now = await readClock(db);
  const forecasts = await Promise.all(benchmarks.map((benchmark) => readForecast(db, benchmark, now)));
  return new Map(
    forecasts
      .flat()
      .flatMap(({ at, opens }) =>
        opens
          ? [
              [
                opens.roundId,
                { opens_at: at.toISOString(), closes_at: opens.closesAt.toISOString() },
              ] as const,
            ]
          : [],
      ),
  );
}

/** Number of rotations forecast beyond those that could open the sealed rounds one after another. */
const idleRotationsMax = 13;

/** The coming changes of a benchmark's rounds, from what the scheduler reads. */
export async function readForecast(
  db: Executor,
  { benchmarkId, schedule, nextRotationAt }: BenchmarkRow,
  now: Date,
): Promise<RotationForecast[]> {
  const [open, sealed, lastClosedAt] = await Promise.all([
    findOpenRound(db, benchmarkId),
    listSealedRounds(db, benchmarkId),
    findLastClosedAt(db, benchmarkId),
  ]);
  const state = { now, schedule, nextRotationAt, open: open ?? null, sealed, lastClosedAt };
  return forecastRotations(state, 2 * sealed.length + idleRotationsMax);
}
