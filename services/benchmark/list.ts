import { webPlatform } from '@/adapters/web-platform';
import { listBenchmarksMaintainedBy, listPublicBenchmarks } from '@/db/queries/benchmark-queries';
import { listStandingRoundsOf } from '@/db/queries/round-queries';
import { type BenchmarkView, slugSchema } from '@/lib/contracts/benchmark';
import { cutPage, type Page } from '@/lib/contracts/paging';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Actor } from '../access/actor';
import { readFreshness } from '../round/read-freshness';
import { factsOfRound } from '../round/view';
import { viewOfBenchmark } from './view';

/**
 * A page of the listed benchmarks with their newest rounds, newest benchmark first; the same for everybody.
 * @param page from behind the benchmark `after` on; from the first one where no listed benchmark is called so
 */
export async function listBenchmarks(page: {
  after: string | null;
  size: number;
}): Promise<Page<BenchmarkView>> {
  const { db } = webPlatform();
  const { success: isSlug, data: after } = slugSchema.safeParse(page.after);
  const benchmarks = await listPublicBenchmarks(db, { after: isSlug ? after : null, count: page.size + 1 });
  const shown = cutPage(benchmarks, page.size, ({ slug }) => slug);
  const ids = shown.items.map(({ benchmarkId }) => benchmarkId);
  const rounds = await listStandingRoundsOf(db, ids);
  const freshness = await readFreshness(db, ids);
  return {
    items: shown.items.map((benchmark) =>
      viewOfBenchmark(
        benchmark,
        rounds.filter(({ benchmarkId }) => benchmarkId === benchmark.benchmarkId).map(factsOfRound),
        freshness.ofBenchmark(benchmark.benchmarkId),
      ),
    ),
    next: shown.next,
  };
}

export type MaintainedBenchmark = {
  slug: string;
  title: string;
  visibility: BenchmarkView['visibility'];
  role: MaintainerRole;
  open_round: { title: string; closes_at: string | null } | null;
};

/** The benchmarks that the actor has a role in, unlisted ones included. */
export async function listMaintainedBenchmarks(actor: Actor): Promise<MaintainedBenchmark[]> {
  const maintained = await listBenchmarksMaintainedBy(webPlatform().db, actor.userId);
  return maintained.map(({ open, ...benchmark }) => ({
    ...benchmark,
    open_round: open && { title: open.title, closes_at: open.closesAt?.toISOString() ?? null },
  }));
}
