import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listBenchmarksById } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findLastClosedAt, findRoundsToForecast } from '@/db/queries/rotation-queries';
import type { RoundView } from '@/lib/contracts/round';
import type { Round } from '@/lib/core/round/round';
import type { RotationState } from '@/lib/core/round/schedule/decide-rotation';
import { forecastRotations, type RotationForecast } from '@/lib/core/round/schedule/list-coming-events';

/** Planned openings by round id; a round without one has no entry. */
export type PlannedOpenings = ReadonlyMap<string, RoundView['planned_opening']>;

/**
 * Finds when those of these rounds that are sealed will open automatically, unless the schedule changes. Rounds that only a
 * maintainer opens, and those beyond the forecast, have no entry.
 * @param benchmark given if these are all public rounds of one benchmark, which then aren't read again
 */
export async function readPlannedOpenings(
  db: Executor,
  rounds: readonly Round[],
  benchmark?: BenchmarkRow,
): Promise<PlannedOpenings> {
  const sealed = rounds.filter(({ state }) => state === 'sealed');
  if (sealed.length === 0) return new Map();
  const now = await readClock(db);
  const forecasts = benchmark
    ? [forecastFrom(benchmark, rounds, now)]
    : await forecastAll(db, new Set(sealed.map(({ benchmarkId }) => benchmarkId)), now);
  return new Map(
    forecasts.flat().flatMap(({ at, opens }) => {
      if (!opens) return [];
      const { roundId, closesAt } = opens;
      return [[roundId, { opens_at: at.toISOString(), closes_at: closesAt.toISOString() }] as const];
    }),
  );
}

async function forecastAll(db: Executor, ids: ReadonlySet<string>, now: Date): Promise<RotationForecast[][]> {
  const benchmarks = await listBenchmarksById(db, [...ids]);
  return Promise.all(benchmarks.map((benchmark) => readForecast(db, benchmark, now)));
}

/** Forecasts the automatic openings and closes of a benchmark's rounds, by the same rules as the scheduler. */
export async function readForecast(
  db: Executor,
  benchmark: BenchmarkRow,
  now: Date,
): Promise<RotationForecast[]> {
  const { benchmarkId } = benchmark;
  const [waiting, lastClosedAt] = await Promise.all([
    findRoundsToForecast(db, benchmarkId),
    findLastClosedAt(db, benchmarkId),
  ]);
  return forecast(benchmark, { ...waiting, lastClosedAt }, now);
}

type Waiting = Pick<RotationState, 'open' | 'sealed' | 'lastClosedAt'>;

/** The forecast of `readForecast`, from rounds that are already read. @param all all rounds of the benchmark, or all public ones */
export const forecastFrom = (benchmark: BenchmarkRow, all: readonly Round[], now: Date): RotationForecast[] =>
  forecast(benchmark, selectWaiting(all), now);

/** Selects the same rounds as the query of `readForecast`. */
function selectWaiting(all: readonly Round[]): Waiting {
  const endedMs = all.flatMap(({ closedAt, closesAt, frozenAt }) => {
    if (closedAt) return [closedAt.getTime()];
    return frozenAt && closesAt ? [Math.min(closesAt.getTime(), frozenAt.getTime())] : [];
  });
  return {
    open: all.find((round) => round.state === 'open') ?? null,
    sealed: all.filter((round) => round.state === 'sealed'),
    lastClosedAt: endedMs.length === 0 ? null : new Date(Math.max(...endedMs)),
  };
}

/** Number of forecast rotations beyond those that the sealed rounds need. */
const idleRotationsMax = 13;

const forecast = (
  { schedule, nextRotationAt }: BenchmarkRow,
  waiting: Waiting,
  now: Date,
): RotationForecast[] =>
  forecastRotations(
    { now, schedule, nextRotationAt, ...waiting },
    2 * waiting.sealed.length + idleRotationsMax,
  );
