import { createHash } from 'node:crypto';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import { composeSignature, versionEnvelope } from '@/lib/core/model/model-version';
import type { ModelInput } from '@/lib/core/onnx/model-summary';
import { ok, type Result } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';
import type { RunModel } from '../runner/run-model';
import type { ScorerPlatform } from '../scorer-platform';
import type { FedInputs } from './fed-inputs';
import { type CheckedModel, checkFile, type ModelRefused, predict } from './predict';

/** A file in the object store, the id of its version or run, and its hash and size as received. */
type Artefact = { key: string; id: string; sha256: string; byteCount: number };

/** Maximum time of a model's first run on the public sample: one that fails takes no slot, so it must not hold others up. */
export const firstSampleMsMax = 10_000;

/** Faults of an output's values, which a made-up item may cause in an honest model. */
const valueFaults = ['output_not_finite', 'output_unknown_class', 'output_no_probabilities'];

/** A model that may run on a round's inputs, with its predictions for the public sample; null without a sample. */
export type TriedModel = CheckedModel & { readonly onSample: Predictions | null };

/**
 * Checks a model's file and runs it on public inputs before a round's: on the public sample, else on one made-up item, which
 * shows that the runtime loads the model. The model's team may read the runtime's error messages.
 * @param limits of the run on the sample
 * @throws ObjectChanged when the file isn't the one received; and platform faults
 */
export async function tryModel(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  runModel: RunModel,
  artefact: Artefact,
  { benchmark, limits }: { benchmark: BenchmarkRow; limits: Partial<RunLimits> },
): Promise<Result<TriedModel, ModelRefused>> {
  if (benchmark.modelSignature === null) throw new Error('a model for a benchmark without a signature');
  const signature = composeSignature(benchmark.modelSignature, benchmark.classes);
  const model = await openArtefact(platform, artefact);
  const fit = checkFile(model, signature);
  if (!fit.ok) return fit;
  const checked = { runModel, model, signature, fit: fit.value };
  const sample = readSample(benchmark);
  const inputs = sample ?? makeUpSample(signature.input);
  const smoke = await predict({
    ...{ ...checked, inputs, faultsAs: 'texts' },
    limits: { ...runLimitsDefault, ...limits },
  });
  if (smoke.ok) return ok({ ...checked, onSample: sample && smoke.value.predictions });
  return !sample && valueFaults.includes(smoke.error.code) ? ok({ ...checked, onSample: null }) : smoke;
}

/** A benchmark's public sample as model inputs; null without one. */
function readSample({ modelSignature, modelSample, classes }: BenchmarkRow): FedInputs | null {
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
const makeUpSample = (input: ModelInput): FedInputs =>
  composeInputs(1, new Float32Array(countRowValues(input)));

const composeInputs = (rowCount: number, values: Float32Array<ArrayBuffer>): FedInputs => ({
  rowCount,
  values,
  sha256: createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex'),
});

/**
 * A model's file, in memory: it is never on a disk unencrypted.
 * @throws ObjectChanged when it isn't the file received, and as soon as it is longer
 */
async function openArtefact(
  { objects, identity }: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { key, id, sha256, byteCount }: Artefact,
): Promise<Uint8Array> {
  const { stream } = await objects.open(key);
  const plain = fromWebStream(await identity.openStream(toWebStream(stream)));
  const envelope = versionEnvelope(id);
  const whole = await gather(plain, envelope.length + byteCount);
  const file = whole?.subarray(envelope.length);
  const isSame =
    whole !== null &&
    Buffer.compare(whole.subarray(0, envelope.length), envelope) === 0 &&
    createHash('sha256').update(whole.subarray(envelope.length)).digest('hex') === sha256;
  if (!file || !isSame) throw new ObjectChanged(key);
  return file;
}

/** Collects `byteCount` bytes; null where there are more or fewer. */
async function gather(bytes: AsyncIterable<Uint8Array>, byteCount: number): Promise<Uint8Array | null> {
  const whole = new Uint8Array(byteCount);
  let filled = 0;
  for await (const chunk of bytes) {
    if (filled + chunk.byteLength > byteCount) return null;
    whole.set(chunk, filled);
    filled += chunk.byteLength;
  }
  return filled === byteCount ? whole : null;
}
