import { formatLede } from '@/adapters/markdown';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { listBenchmarks } from '@/services/benchmark/list';
import { findLeaderboard } from '@/services/publication/find-leaderboard';

/** A benchmark with its one-sentence task and the official ranking of its newest closed round, where there is one. */
export type BenchmarkListRow = { benchmark: BenchmarkView; lede: string; official: LeaderboardView | null };

/** Next to close first, then those without an open round by title. */
export async function listBenchmarkRows(): Promise<BenchmarkListRow[]> {
  const benchmarks = await listBenchmarks();
  const rows = await Promise.all(
    benchmarks.map(async (benchmark) => {
      const closed = benchmark.newest_closed_round;
      const board = closed ? await findLeaderboard(benchmark.slug, closed.number) : null;
      return { benchmark, lede: formatLede(benchmark.description), official: board?.ok ? board.value : null };
    }),
  );
  return rows.sort(
    (a, b) =>
      closing(a.benchmark) - closing(b.benchmark) || a.benchmark.title.localeCompare(b.benchmark.title, 'en'),
  );
}

const closing = ({ open_round }: BenchmarkView): number =>
  open_round?.closes_at ? Date.parse(open_round.closes_at) : Number.MAX_SAFE_INTEGER;
