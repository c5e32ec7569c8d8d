import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { findActor } from '@/lib/services/find-actor';
import { findBenchmark } from '@/lib/services/find-benchmark';
import { findLeaderboard } from '@/lib/services/find-leaderboard';
import { listRounds } from '@/lib/services/list-rounds';

/** The benchmark of an address, read once a request; an address without one is a page not found. */
export const requireBenchmarkPage = cache(
  async (slug: string): Promise<BenchmarkView & { role: MaintainerRole | null }> => {
    const found = await findBenchmark(await findActor(), slug);
    return found.ok ? found.value : notFound();
  },
);

/** Its public rounds, newest first. */
export const requireRounds = cache(async (slug: string): Promise<readonly RoundView[]> => {
  const found = await listRounds(await findActor(), slug);
  return found.ok ? found.value : notFound();
});

/** The newest snapshot of a round, or null while none is published. */
export const findBoard = cache(async (slug: string, number: number): Promise<LeaderboardView | null> => {
  const found = await findLeaderboard(await findActor(), slug, number);
  return found.ok ? found.value : null;
});
