import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listBenchmarksMaintainedBy, listPublicBenchmarks } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Actor } from '../access/actor';
import { readRoundViews } from '../round/read-views';
import { listStandingRounds, viewOfBenchmark } from './view';

/** The listed benchmarks with their newest rounds; the same for everybody. */
export async function listBenchmarks(): Promise<BenchmarkView[]> {
  return withRounds(await listPublicBenchmarks(webPlatform().db));
}

/** The benchmarks that the actor has a role in, unlisted ones included. */
export async function listMaintainedBenchmarks(
  actor: Actor,
): Promise<(BenchmarkView & { role: MaintainerRole })[]> {
  const maintained = await listBenchmarksMaintainedBy(webPlatform().db, actor.userId);
  const views = await withRounds(maintained.map(({ benchmark }) => benchmark));
  return views.map((view, i) => ({ ...view, role: maintained[i]!.role }));
}

async function withRounds(benchmarks: BenchmarkRow[]): Promise<BenchmarkView[]> {
  const { db } = webPlatform();
  const ids = benchmarks.map((benchmark) => benchmark.benchmarkId);
  const rounds = await listRoundsOf(db, ids, { drafts: false });
  const standing = ids.map((id) =>
    listStandingRounds(rounds.filter(({ benchmarkId }) => benchmarkId === id)),
  );
  const views = await readRoundViews(db, standing.flat());
  return benchmarks.map((benchmark, i) => viewOfBenchmark(benchmark, views.splice(0, standing[i]!.length)));
}
