import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { composeSignature } from '@/lib/core/model/model-version';
import { type OutputFault, readModelOutput } from '@/lib/core/model/read-model-output';
import { checkModel } from '@/lib/core/onnx/check-model';
import { checkSignature, type FittedInput, type SignatureFit } from '@/lib/core/onnx/check-signature';
import type { ModelFeature, ModelInput, ModelSignature } from '@/lib/core/onnx/model-summary';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { RunFault, RunFaultCode, RunLimits } from '../runner/run-limits';
import type { RunRequest } from '../runner/run-request';
import type { Tensor } from '../runner/tensor';
import type { ScorerPlatform } from '../scorer-platform';
import type { FedInputs } from './fed-inputs';
import type { ModelRefused } from './model-refused';
import { openStoredModel, type StoredModel } from './open-stored-model';

/** Checks a model file without running it: that it may run, and that it fits the benchmark's signature. */
export function checkFile(model: Uint8Array, signature: ModelSignature): Result<SignatureFit, ModelRefused> {
  const checked = checkModel(model);
  if (!checked.ok) {
    const { code, found, limit, fix } = checked.error;
    return refuse({ code: `model_${code}`, message: `${found} ${limit} ${fix}` });
  }
  const fit = checkSignature(checked.value, signature);
  if (fit.ok) return fit;
  const [first] = fit.error;
  return refuse({
    code: `model_${first?.code}`,
    message: fit.error.map(({ found, wanted, fix }) => `${found} ${wanted} ${fix}`).join('\n'),
  });
}

/** Returns the inputs and outputs that a benchmark requires of models. */
export function signatureOf({
  modelSignature,
  classes,
}: Pick<BenchmarkRow, 'modelSignature' | 'classes'>): ModelSignature {
  if (modelSignature === null) throw new Error('a model for a benchmark without a signature');
  return composeSignature(modelSignature, classes);
}

/** A model that passed `checkFile`. */
export type OnnxModel = {
  readonly model: Uint8Array;
  readonly signature: ModelSignature;
  readonly fit: SignatureFit;
};

/**
 * Opens a model file, and checks it against its benchmark's signature. @throws ObjectChanged if the stored
 * file isn't the one that was received; and for faults of the platform
 */
export async function openOnnxModel(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  stored: StoredModel,
  benchmark: Pick<BenchmarkRow, 'modelSignature' | 'classes'>,
): Promise<Result<OnnxModel, ModelRefused>> {
  const signature = signatureOf(benchmark);
  const model = await openStoredModel(platform, stored);
  const fit = checkFile(model, signature);
  return fit.ok ? ok({ model, signature, fit: fit.value }) : fit;
}

/** Composes the request to run a model that fits its signature. */
export function composeRequest(
  { model, signature, fit }: OnnxModel,
  inputs: FedInputs,
  { limits, faultsAs }: { limits: RunLimits; faultsAs: RunRequest['faultsAs'] },
): RunRequest {
  const { output } = signature;
  const { name, elementType } = fit.output;
  const valuesPerRow = output.kind === 'probabilities' ? output.classes.length : 1;
  return {
    model,
    inputs: composeTensors(fit.inputs, signature.input, inputs),
    outputs: [{ name, type: elementType, valuesPerRow }],
    limits,
    faultsAs,
  };
}

type Values<Type extends Tensor['type']> = Pick<Extract<Tensor, { type: Type }>, 'type' | 'values'>;

/** Composes a model's input tensors: one for all features, or one for each feature with shape [N, 1]. */
function composeTensors(
  fitted: readonly FittedInput[],
  input: ModelInput,
  { rowCount, values }: Pick<FedInputs, 'rowCount' | 'values'>,
): Tensor[] {
  const { features } = input;
  const shape = input.kind === 'one-tensor' ? input.shape : [features.length];
  return fitted.map(({ name, elementType, feature }): Tensor => {
    if (feature === 'all') return { name, type: 'float32', shape: [rowCount, ...shape], values };
    const column = Float32Array.from(
      { length: rowCount },
      (_, row) => values[row * features.length + feature]!,
    );
    return { name, shape: [rowCount, 1], ...writeAs(elementType, features[feature]!, column) };
  });
}

/** @param column numbers, or the codes of a category */
function writeAs(
  elementType: FittedInput['elementType'],
  feature: ModelFeature,
  column: Float32Array,
): Values<'float32'> | Values<'int64'> | Values<'string'> {
  if (elementType === 'float32' || feature.type === 'number') return { type: 'float32', values: column };
  return elementType === 'int64'
    ? { type: 'int64', values: BigInt64Array.from(column, BigInt) }
    : { type: 'string', values: Array.from(column, (code) => feature.categories[code]!) };
}

/** Reads predictions from the one output that the run requested. */
export function readPredictions(
  output: ModelSignature['output'],
  [tensor]: readonly Tensor[],
): Result<Predictions, ModelRefused> {
  if (!tensor) throw new Error('a run without the requested output');
  const predictions = readModelOutput(output, tensor.values);
  return predictions.ok ? predictions : refuse(refuseFor({ code: predictions.error }));
}

/** Composes the refusal that a model's team sees after a run without predictions. */
export const refuseFor = ({
  code,
  text,
}: {
  code: RunFault['code'] | OutputFault;
  text?: string;
}): ModelRefused => ({
  code,
  message: text ? `${words[code]} The runtime said: ${text}` : words[code],
});

/**
 * Messages to a team after a run without predictions: the fault, and how to fix it. They contain nothing of
 * inputs or outputs, which may be hidden.
 */
const words: Readonly<Record<RunFaultCode | OutputFault, string>> = {
  model_rejected:
    'The runtime can’t load this model. Check it with onnx.checker.check_model(path, full_check=True), try it with onnxruntime 1.30 on your own machine, and export it again.',
  model_failed:
    'The model stopped with an error. Try it on every value that the inputs may have: missing numbers, categories that are rare.',
  model_out_of_memory: 'The model took more memory than a run may. Use a smaller one, or smaller steps.',
  model_timed_out: 'The model took longer than a run may. Use a faster one.',
  output_missing: 'The output that was declared never came. Export the model with its outputs.',
  output_type: 'The output has another type than the file declares. Export the model again.',
  output_shape:
    'The output doesn’t have a row for each item, or has rows of another width than it should. Keep the first dimension open, and reduce over no rows.',
  output_too_large:
    'The output is larger than predictions can be. Export only the output with the predictions.',
  output_malformed: 'The output was no predictions.',
  output_not_finite:
    'Some outputs are NaN or infinite. Fill in missing numbers inside the model, and guard its divisions.',
  output_unknown_class:
    'Some outputs are no class of this benchmark. Map them to its classes inside the model.',
  output_no_probabilities:
    'Some rows are no probabilities: each must be between 0 and 1, and a row must add up to 1. End the model with a softmax.',
};
