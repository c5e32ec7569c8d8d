import { createHash } from 'node:crypto';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput, ModelSignature } from '@/lib/core/onnx/model-summary';
import type { FedInputs } from './fed-inputs';
import type { ModelRefused } from './model-refused';

/**
 * Composes a benchmark's public sample as model inputs. Without a sample, an invented item shows at least
 * that the runtime loads the model.
 */
export function composeSampleTensors(
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

/** True for faulty output values, which an honest model may give for an invented item. */
export const isCausedByMadeUpItem = ({ code }: ModelRefused): boolean =>
  ['output_not_finite', 'output_unknown_class', 'output_no_probabilities'].includes(code);

/** Invents one item: zeros, and the first category of each feature with categories. */
const makeUpSample = (input: ModelInput): FedInputs =>
  composeInputs(1, new Float32Array(countRowValues(input)));

const composeInputs = (rowCount: number, values: Float32Array<ArrayBuffer>): FedInputs => ({
  rowCount,
  values,
  sha256: createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex'),
});
