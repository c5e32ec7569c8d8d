import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { ModelView } from '@/lib/contracts/model';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { readModel } from '../publication/find-model';

export type ModelPage = { benchmark: BenchmarkFacts; model: ModelView };

/** A model as its page shows it; the same for everybody. */
export async function findModelPage(slug: string, modelSlug: string): Promise<Result<ModelPage, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const model = await readModel(db, benchmark.value, modelSlug);
  return model.ok ? ok({ benchmark: factsOfBenchmark(benchmark.value), model: model.value }) : model;
}
