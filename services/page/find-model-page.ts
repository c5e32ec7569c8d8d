import { webPlatform } from '@/adapters/web-platform';
import { findCountingOfOwnModel } from '@/db/queries/submission-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { ModelView } from '@/lib/contracts/model';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { readModel } from '../publication/find-model';

export type ModelPage = {
  benchmark: BenchmarkFacts;
  model: ModelView;
  /** For its team: the counting version in the open round, where no ranking shows it. Null for other readers. */
  unshown: { submissionId: string; version: string; roundTitle: string } | null;
};

/** A model as its page shows it; the same for every reader outside its team. */
export async function findModelPage(
  actor: Actor | null,
  slug: string,
  modelSlug: string,
): Promise<Result<ModelPage, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const model = await readModel(db, benchmark.value, modelSlug);
  if (!model.ok) return model;
  const { benchmarkId } = benchmark.value;
  const counting =
    actor && (await findCountingOfOwnModel(db, { benchmarkId, modelSlug, userId: actor.userId }));
  const isShown = model.value.rounds.some(
    ({ round, entry }) => round === counting?.round && entry.version === counting.version,
  );
  return ok({
    benchmark: factsOfBenchmark(benchmark.value),
    model: model.value,
    unshown: counting && !isShown ? counting : null,
  });
}
