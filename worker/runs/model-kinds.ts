import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { ok, type Result } from '@/lib/core/result';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { TestSetFormat } from '@/lib/core/round/read-test-set';
import type { PublicRound } from '@/lib/core/round/round';
import type { Predictions } from '@/lib/core/submission/predictions';
import { type ComposedInputs, composeRoundInputs, composeSample } from '../containers/compose-inputs';
import { composeImageRequest } from '../containers/image-request';
import { readContainerOutput } from '../containers/read-container-output';
import { readFedInputs } from '../models/fed-inputs';
import type { ModelRefused } from '../models/model-refused';
import { composeRequest, openOnnxModel, readPredictions, signatureOf } from '../models/onnx-model';
import type { StoredModel } from '../models/open-stored-model';
import { imageShares, limitsOf } from '../models/run-shares';
import { composeSampleTensors, isCausedByMadeUpItem } from '../models/sample-inputs';
import type { OpenedRound } from '../vault/round-vault';
import type { ComposedRun, RanModel, RunPlatform } from './run-purpose';

/**
 * The scorer's work before and after a model's run, on the public sample or on a round, for one kind of model
 * (ONNX file or image).
 */
type ModelKind = {
  /** Checks a model's file before any run. */
  check(platform: RunPlatform, model: StoredModel, benchmark: BenchmarkRow): Promise<ModelRefused | null>;
  /** True if every run of this kind takes a slot for long runs, and so never begins as a short run. */
  readonly isAlwaysLong: boolean;
  /** True if the model can run before the round's run: on the public sample, or on an invented item. */
  hasSample(benchmark: BenchmarkRow): boolean;
  composeOnSample(
    platform: RunPlatform,
    model: StoredModel,
    benchmark: BenchmarkRow,
    options: SampleOptions,
  ): Promise<Result<ComposedRun, ModelRefused>>;
  composeOnRound(
    platform: RunPlatform,
    model: StoredModel,
    options: RoundOptions,
  ): Promise<Result<ComposedRun, ModelRefused>>;
};

type SampleOptions = {
  readonly isLong: boolean;
  /** True for a submission's run, which yields the processor to dry runs while it is a short run. */
  readonly isOfSubmission: boolean;
  /** File format of the round's own inputs; null before the first round. */
  readonly format: TestSetFormat | null;
};

type RoundOptions = {
  readonly round: PublicRound;
  readonly benchmark: BenchmarkRow;
  readonly opened: OpenedRound;
  readonly isLong: boolean;
};

const onnx: ModelKind = {
  async check(platform, model, benchmark) {
    const opened = await openOnnxModel(platform, model, benchmark);
    return opened.ok ? null : opened.error;
  },
  isAlwaysLong: false,
  hasSample: () => true,
  async composeOnSample(platform, model, benchmark, { isLong, isOfSubmission }) {
    const opened = await openOnnxModel(platform, model, benchmark);
    if (!opened.ok) return opened;
    const inputs = composeSampleTensors(benchmark, opened.value.signature);
    const limits = limitsOf(isLong || !isOfSubmission, 'sample');
    const request = composeRequest(opened.value, inputs, { limits, faultsAs: 'texts' });
    return ok({ request, inputsSha256: inputs.sha256 });
  },
  async composeOnRound(platform, model, { round, benchmark, opened, isLong }) {
    const onnxModel = await openOnnxModel(platform, model, benchmark);
    if (!onnxModel.ok) return onnxModel;
    const { input } = onnxModel.value.signature;
    const inputs = await readFedInputs(platform, round, benchmark, { opened, input });
    const share = { limits: limitsOf(isLong, 'round'), faultsAs: 'codes' } as const;
    return ok({ request: composeRequest(onnxModel.value, inputs, share), inputsSha256: inputs.sha256 });
  },
};

const container: ModelKind = {
  check: async () => null,
  isAlwaysLong: true,
  hasSample: ({ modelSample }) => modelSample !== null,
  async composeOnSample(platform, model, benchmark, { format }) {
    const sample = requireSample(benchmark, format);
    const request = await composeImageRequest(platform, model, benchmark, sample, {
      faultsAs: 'texts',
      isHidden: false,
      share: imageShares.sample,
    });
    return ok({ request, inputsSha256: sample.sha256 });
  },
  async composeOnRound(platform, model, { round, benchmark, opened }) {
    const inputs = await composeRoundInputs(platform, round, benchmark, opened);
    const request = await composeImageRequest(platform, model, benchmark, inputs, {
      faultsAs: 'codes',
      isHidden: round.state !== 'revealed',
      share: imageShares.round,
    });
    return ok({ request, inputsSha256: inputs.sha256 });
  },
};

export const modelKinds: Readonly<Record<ArtefactKind, ModelKind>> = { onnx, container };

/** Parses the predictions of a run on a round's inputs. */
export const readOnRound = (
  platform: RunPlatform,
  benchmark: BenchmarkRow,
  ran: RanModel,
  opened: OpenedRound,
): Promise<Result<Predictions, ModelRefused>> => readReturned(platform, benchmark, ran, () => opened.index);

/**
 * Parses the predictions of a run on the public sample. Null for a run on an invented item, for which an
 * honest model may fail.
 */
export async function readOnSample(
  platform: RunPlatform,
  benchmark: BenchmarkRow,
  ran: Result<RanModel, ModelRefused>,
  format: TestSetFormat | null,
): Promise<Result<Predictions | null, ModelRefused>> {
  const indexOf = () => requireSample(benchmark, format).index;
  const read = ran.ok ? await readReturned(platform, benchmark, ran.value, indexOf) : ran;
  if (benchmark.modelSample !== null) return read;
  return read.ok || isCausedByMadeUpItem(read.error) ? ok(null) : read;
}

async function readReturned(
  platform: RunPlatform,
  benchmark: BenchmarkRow,
  { returned }: RanModel,
  indexOf: () => ItemIndex,
): Promise<Result<Predictions, ModelRefused>> {
  if (returned.kind === 'training') throw new Error('predictions of a training');
  if (returned.kind === 'onnx') return readPredictions(signatureOf(benchmark).output, returned.outputs);
  const { output, faultsAs } = returned;
  return readContainerOutput(platform, output, benchmark, { index: indexOf(), faultsAs });
}

function requireSample(benchmark: BenchmarkRow, format: TestSetFormat | null): ComposedInputs {
  const sample = composeSample(benchmark, format);
  if (!sample) throw new Error('a container’s run on a sample that the benchmark doesn’t have');
  return sample;
}
