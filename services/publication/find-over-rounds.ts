import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { OverRoundsView } from '@/lib/contracts/over-rounds';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { readRankings } from './read-rankings';
import { selectRankedRounds } from './view-of-lineages';
import { viewOfOverRounds } from './view-of-over-rounds';

/** A benchmark's models over the rounds that are on one scale; the same for everybody. */
export async function findOverRounds(slug: string): Promise<Result<OverRoundsView, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const rounds = await listRoundsOf(db, [benchmark.value.benchmarkId], { drafts: false });
  const ranked = selectRankedRounds(rounds);
  const [equatings, rankings] = await Promise.all([
    listNewestEquatings(
      db,
      ranked.map(({ roundId }) => roundId),
    ),
    readRankings(db, ranked),
  ]);
  const view = viewOfOverRounds(benchmark.value, rounds, { equatings, rankings });
  return view ? ok(view) : refuse({ kind: 'not_published_yet', what: 'scale over rounds' });
}
