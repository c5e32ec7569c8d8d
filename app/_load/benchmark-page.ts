import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LineageView } from '@/lib/contracts/lineage';
import type { MarkView } from '@/lib/contracts/mark';
import type { RoundView } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { findActor } from '@/services/access/find-actor';
import { findBenchmark } from '@/services/benchmark/find';
import { listMarks } from '@/services/mark/list';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listLineages } from '@/services/publication/list-lineages';
import { listRounds } from '@/services/round/list';
import { listPlannedOpenings, type PlannedOpening } from '@/services/round/list-planned-openings';

/** The benchmark of an address, read once a request; an address without one is a page not found. */
export const requireBenchmarkPage = cache(
  async (slug: string): Promise<BenchmarkView & { role: MaintainerRole | null }> => {
    const found = await findBenchmark(await findActor(), slug);
    return found.ok ? found.value : notFound();
  },
);

/** Its public rounds, newest first. */
export const requireRounds = cache(async (slug: string): Promise<readonly RoundView[]> => {
  const found = await listRounds(slug);
  return found.ok ? found.value : notFound();
});

/** Its models over the last rounds, by rolling rank. */
export async function requireLineages(slug: string): Promise<readonly LineageView[]> {
  const found = await listLineages(slug);
  return found.ok ? found.value : notFound();
}

/** The model versions that are vouched for. */
export async function requireMarks(slug: string): Promise<readonly MarkView[]> {
  const found = await listMarks(slug);
  return found.ok ? found.value : notFound();
}

/** When its sealed rounds open by themselves, by number. */
export const requireOpenings = cache(async (slug: string): Promise<ReadonlyMap<number, PlannedOpening>> => {
  const found = await listPlannedOpenings(slug);
  return found.ok ? found.value : notFound();
});

/** The sealed round that opens by itself before the others do. */
export async function findNextOpening(slug: string): Promise<{ title: string; opensAt: string } | null> {
  const [rounds, openings] = [await requireRounds(slug), await requireOpenings(slug)];
  const [next] = rounds
    .flatMap(({ number, title }) => {
      const opening = openings.get(number);
      return opening ? [{ title, opensAt: opening.opensAt }] : [];
    })
    .sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
  return next ?? null;
}

/** The newest snapshot of a round, or null while none is published. */
export const findBoard = cache(async (slug: string, number: number): Promise<LeaderboardView | null> => {
  const found = await findLeaderboard(slug, number);
  return found.ok ? found.value : null;
});
