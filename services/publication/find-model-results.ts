import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { ExportedBenchmark, OfficialResult } from '@/lib/contracts/exports/official-result';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { requireBenchmark } from '../access/require-benchmark';
import { readFreshness, requireFreshness } from '../round/read-freshness';
import { readModel } from './find-model';
import { isOfficial, urlOfRound } from './view-of-ranking';

export type ModelResults = {
  benchmark: ExportedBenchmark;
  model: string;
  /** Newest round first; not empty. */
  results: readonly OfficialResult[];
};

/** A model's scores in all official rankings that count. */
export async function findModelResults(
  slug: string,
  modelSlug: string,
): Promise<Result<ModelResults, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const model = await readModel(db, benchmark.value, modelSlug);
  if (!model.ok) return model;
  const rounds = await listCountingRounds(benchmark.value);
  const freshness = await readFreshness(db, [benchmark.value.benchmarkId]);
  const results = model.value.rounds.flatMap((shown): OfficialResult[] => {
    const round = rounds.get(shown.round);
    if (!round || shown.provisional) return [];
    return [
      {
        ...{ round: shown.round, roundTitle: shown.title, url: urlOfRound(slug, shown.round) },
        ...{ snapshotId: shown.snapshot_id, publishedAt: shown.published_at, metric: model.value.metric },
        ...{ direction: model.value.direction, itemCount: shown.item_count, ranked: shown.ranked },
        ...{ freshness: requireFreshness(freshness, round).state, entry: shown.entry },
      },
    ];
  });
  return results.length === 0
    ? refuse({ kind: 'not_found', what: 'official score' })
    : ok({ benchmark: benchmark.value, model: model.value.model, results });
}

async function listCountingRounds({ benchmarkId }: BenchmarkRow): Promise<ReadonlyMap<number, PublicRound>> {
  const rounds = await listRoundsOf(webPlatform().db, [benchmarkId], { drafts: false });
  return new Map(rounds.filter(isOfficial).map((round) => [round.number, round]));
}
