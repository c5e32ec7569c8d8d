import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { formatModelSample, type SampleFile } from '@/lib/contracts/samples';
import { composeSignature } from '@/lib/core/model/model-version';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';

/** A benchmark's model signature, with its classes: the file that `npm run check-model -- --signature` reads. */
export async function findModelSignature(slug: string): Promise<Result<ModelSignature, Refusal>> {
  const benchmark = await requireBenchmark(webPlatform().db, slug);
  if (!benchmark.ok) return benchmark;
  const signature = signatureOf(benchmark.value);
  return signature ? ok(signature) : refuse({ kind: 'not_found', what: 'signature of models' });
}

/** The public sample of models, as a file: the maintainer's own items or those of a revealed round, never hidden ones. */
export async function findModelSample(slug: string): Promise<Result<SampleFile, Refusal>> {
  const benchmark = await requireBenchmark(webPlatform().db, slug);
  if (!benchmark.ok) return benchmark;
  const { modelSample } = benchmark.value;
  const signature = signatureOf(benchmark.value);
  return signature && modelSample
    ? ok(formatModelSample(modelSample, signature.input))
    : refuse({ kind: 'not_found', what: 'public sample' });
}

const signatureOf = ({ modelSignature, classes }: BenchmarkRow): ModelSignature | null =>
  modelSignature && composeSignature(modelSignature, classes);
