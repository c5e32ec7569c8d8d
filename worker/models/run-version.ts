import { createHash } from 'node:crypto';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findModelVersion } from '@/db/queries/model-version-queries';
import { composeSignature } from '@/lib/core/model/declared-signature';
import { readModelOutput } from '@/lib/core/model/read-model-output';
import { checkModel } from '@/lib/core/onnx/check-model';
import { checkSignature, type SignatureFit } from '@/lib/core/onnx/check-signature';
import type { ModelSignature } from '@/lib/core/onnx/model-signature';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { encodePredictions } from '@/lib/core/submission/encode-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';
import { type RunRecord, runModel } from '../runner/run-model';
import type { Runner } from '../runner/runner';
import { type TensorType, tensorTypes } from '../runner/tensor';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';
import { composeTensors } from './compose-tensors';
import { describeRunFault } from './describe-run-fault';
import { type FedInputs, readFedInputs } from './fed-inputs';
import { openArtefact } from './open-artefact';

/** Why a model gave no predictions, for its team. */
export type ModelRefused = { readonly code: string; readonly message: string };

/** What a version predicted on a round, and how it was run. */
export type RanVersion = {
  readonly predictions: Predictions;
  readonly predictionsSha256: string;
  readonly inputsSha256: string;
  readonly record: RunRecord;
};

/** A sample is short; whoever sends models that fail on it pays no slot. */
const smokeLimits: RunLimits = { ...runLimitsDefault, wallMsMax: 60_000 };

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>;

/**
 * Checks a version's file and runs it: first on the public sample, where its team may read the runtime's own words, then on the
 * round's inputs, where it is told no more than which fault it was.
 * @param onHiddenRun comes before the model sees an input that nobody may see
 * @throws ObjectChanged when the file isn't the one that was frozen; whatever the platform itself is at fault for
 */
export async function runVersion(
  platform: Platform,
  runner: Runner,
  versionId: string,
  {
    round,
    benchmark,
    opened,
    sample,
    onHiddenRun,
  }: {
    round: PublicRound;
    benchmark: BenchmarkRow;
    opened: OpenedRound;
    sample: FedInputs | null;
    onHiddenRun: () => Promise<void>;
  },
): Promise<Result<RanVersion, ModelRefused>> {
  if (benchmark.modelSignature === null) throw new Error('a model for a benchmark without a signature');
  const signature = composeSignature(benchmark.modelSignature, benchmark.classes);
  const version = await findModelVersion(platform.client.db, versionId);
  if (!version) throw new Error('a submission of no version');
  const model = await openArtefact(platform, version);
  const fit = checkFile(model, signature);
  if (!fit.ok) return fit;
  const run = { runner, model, signature, fit: fit.value };
  if (sample) {
    const smoke = await predict({ ...run, inputs: sample, faultsAs: 'texts', limits: smokeLimits });
    if (!smoke.ok) return smoke;
  }
  const inputs = await readFedInputs(platform, round, benchmark, { opened, input: signature.input });
  if (benchmark.inputs === 'hidden') await onHiddenRun();
  const ran = await predict({ ...run, inputs, faultsAs: 'codes', limits: runLimitsDefault });
  if (!ran.ok) return ran;
  const { predictions, record } = ran.value;
  const predictionsSha256 = createHash('sha256').update(encodePredictions(predictions)).digest('hex');
  return ok({ predictions, predictionsSha256, inputsSha256: inputs.sha256, record });
}

/** The file by itself: whether it may run, and whether it fits. */
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

type Run = {
  runner: Runner;
  model: Uint8Array;
  signature: ModelSignature;
  fit: SignatureFit;
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
      outputs: [{ name, type: requireTensorType(elementType), valuesPerRow }],
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
  message: text
    ? `${describeRunFault(code)} The runtime said of the public sample: ${text}`
    : describeRunFault(code),
});

function requireTensorType(elementType: string): TensorType {
  const type = tensorTypes.find((name) => name === elementType);
  if (type === undefined) throw new Error('a signature wants an output that no run gives');
  return type;
}
