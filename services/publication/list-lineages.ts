import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings, listVouchedVersions } from '@/db/queries/assessment-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { LineageView } from '@/lib/contracts/lineage';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { readRankings } from './read-rankings';
import { type LineageEvidence, selectOnScale, selectRankedRounds, viewOfLineages } from './view-of-lineages';

/** The rolling rank of a benchmark's models; the same for everybody. @param asked see `viewOfLineages` */
export async function listLineages(
  slug: string,
  asked: LineageEvidence = 'any',
): Promise<Result<LineageView[], Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const { benchmarkId } = benchmark.value;
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const equatings = await listNewestEquatings(
    db,
    selectRankedRounds(rounds).map(({ roundId }) => roundId),
  );
  const rankings = await readRankings(db, selectOnScale(rounds, equatings));
  const vouched = await listVouchedVersions(db, benchmarkId);
  return ok(viewOfLineages(rounds, { equatings, rankings, vouched }, asked));
}
