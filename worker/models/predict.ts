import { readModelOutput } from '@/lib/core/model/read-model-output';
import type { SignatureFit } from '@/lib/core/onnx/check-signature';
import type { ModelSignature } from '@/lib/core/onnx/model-signature';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';
import { type RunRecord, runModel } from '../runner/run-model';
import type { Runner } from '../runner/runner';
import type { ModelRefused } from './check-file';
import { composeTensors } from './compose-tensors';
import { describeRunFault } from './describe-run-fault';
import type { FedInputs } from './fed-inputs';

/** A model that may be run, and by what. */
export type CheckedModel = {
  runner: Runner;
  model: Uint8Array;
  signature: ModelSignature;
  fit: SignatureFit;
};

type Run = CheckedModel & {
  inputs: FedInputs;
  faultsAs: 'codes' | 'texts';
  limits?: RunLimits;
};

/** Runs a checked model on inputs and reads what it says. */
export async function predict({
  runner,
  model,
  signature,
  fit,
  inputs,
  faultsAs,
  limits = runLimitsDefault,
}: Run): Promise<Result<{ predictions: Predictions; record: RunRecord }, ModelRefused>> {
  const { output } = signature;
  const { name, elementType } = fit.output;
  const valuesPerRow = output.kind === 'probabilities' ? output.classes.length : 1;
  const ran = await runModel(
    {
      model,
      inputs: composeTensors(fit.inputs, signature.input, inputs),
      outputs: [{ name, type: elementType, valuesPerRow }],
      limits,
      faultsAs,
    },
    runner,
  );
  if (!ran.ok) return refuse(refusedBy(ran.error.code, ran.error.text));
  const [answer] = ran.value.outputs;
  if (!answer) throw new Error('a run without the output that was asked for');
  const predictions = readModelOutput(output, answer.values);
  if (!predictions.ok) return refuse(refusedBy(predictions.error));
  return ok({ predictions: predictions.value, record: ran.value.record });
}

const refusedBy = (code: Parameters<typeof describeRunFault>[0], text?: string): ModelRefused => ({
  code,
  message: text ? `${describeRunFault(code)} The runtime said: ${text}` : describeRunFault(code),
});
