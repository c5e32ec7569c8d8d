import { createHash } from 'node:crypto';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { composeSignature } from '@/lib/core/model/declared-signature';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput } from '@/lib/core/onnx/model-signature';
import type { FedInputs } from './fed-inputs';

/** A benchmark's public sample as models are fed it; null where there is none. */
export function readSample({ modelSignature, modelSample, classes }: BenchmarkRow): FedInputs | null {
  if (modelSignature === null || modelSample === null) return null;
  const { input } = composeSignature(modelSignature, classes);
  const width = countRowValues(input);
  const values = new Float32Array(modelSample.length * width);
  const write = createFeatureRowWriter(input);
  for (const [i, item] of modelSample.entries()) {
    const fault = write(item, values.subarray(i * width, (i + 1) * width));
    if (fault) throw new Error(`the sample does not fit the signature: ${fault.kind}`);
  }
  return composeInputs(modelSample.length, values);
}

/** One item of zeros and first categories, for a benchmark without a public sample. */
export const makeUpSample = (input: ModelInput): FedInputs =>
  composeInputs(1, new Float32Array(countRowValues(input)));

const composeInputs = (rowCount: number, values: Float32Array<ArrayBuffer>): FedInputs => ({
  rowCount,
  values,
  sha256: createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex'),
});
