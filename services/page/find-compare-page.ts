import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { ComparedModelsView } from '@/lib/contracts/compared-models';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { readComparedModels } from '../publication/compare-models';

export type ComparePage = { benchmark: BenchmarkFacts; compared: ComparedModelsView };

/** Models side by side as their page shows them; the same for everybody. */
export async function findComparePage(
  slug: string,
  modelSlugs: readonly string[],
): Promise<Result<ComparePage, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  return ok({
    benchmark: factsOfBenchmark(benchmark.value),
    compared: await readComparedModels(db, benchmark.value, modelSlugs),
  });
}
