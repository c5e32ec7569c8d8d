import { createHash } from 'node:crypto';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput, ModelSignature } from '@/lib/core/onnx/model-summary';
import { ok, type Result } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { RanModel } from '../runs/run-purpose';
import type { FedInputs } from './fed-inputs';
import { type ModelRefused, readPredictions, signatureOf } from './onnx-model';

/** A benchmark's public sample as model inputs; without one, a made-up item, which shows that the runtime loads the model. */
export function readSampleInputs(
  { modelSample }: Pick<BenchmarkRow, 'modelSample'>,
  { input }: ModelSignature,
): FedInputs {
  if (modelSample === null) return makeUpSample(input);
  const width = countRowValues(input);
  const values = new Float32Array(modelSample.length * width);
  const write = createFeatureRowWriter(input);
  for (const [i, item] of modelSample.entries()) {
    const fault = write(item, values.subarray(i * width, (i + 1) * width));
    if (fault) throw new Error(`the sample does not fit the signature: ${fault.kind}`);
  }
  return composeInputs(modelSample.length, values);
}

/** Reads the outputs for the sample: null for a made-up item, which may cause some faults in an honest model. */
export function readOnSample(
  benchmark: BenchmarkRow,
  ran: Result<RanModel, ModelRefused>,
): Result<Predictions | null, ModelRefused> {
  const read = ran.ok ? readPredictions(signatureOf(benchmark).output, ran.value.outputs) : ran;
  if (benchmark.modelSample !== null) return read;
  return read.ok || valueFaults.includes(read.error.code) ? ok(null) : read;
}

/** Faults of an output's values. */
const valueFaults = ['output_not_finite', 'output_unknown_class', 'output_no_probabilities'];

/** One item of zeros and first categories. */
const makeUpSample = (input: ModelInput): FedInputs =>
  composeInputs(1, new Float32Array(countRowValues(input)));

const composeInputs = (rowCount: number, values: Float32Array<ArrayBuffer>): FedInputs => ({
  rowCount,
  values,
  sha256: createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex'),
});
