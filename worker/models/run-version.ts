import { createHash } from 'node:crypto';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findModelVersion } from '@/db/queries/model-version-queries';
import { ok, type Result } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { encodePredictions, type Predictions } from '@/lib/core/submission/predictions';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';
import type { RunModel, RunRecord } from '../runner/run-model';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';
import { readFedInputs } from './fed-inputs';
import { type ModelRefused, predict } from './predict';
import { firstSampleMsMax, tryModel } from './try-model';

/** A version's predictions on a round, and the record of its run. */
export type RanVersion = {
  readonly predictions: Predictions;
  readonly predictionsSha256: string;
  readonly inputsSha256: string;
  readonly record: RunRecord;
};

/** A run's time and its share of a busy processor. */
type RunShare = Pick<RunLimits, 'wallMsMax' | 'processorWeight'>;

/** Shares of a version's run on the public sample and on the round's inputs. */
export type RunShares = { readonly isLong: boolean; readonly sample: RunShare; readonly round: RunShare };

/**
 * Each run begins as a short one, so that a person waits for about ten seconds of each other person. It yields to the site's own
 * processes and to dry runs; one that needs longer begins again in the queue of long runs.
 */
export const shortRun: RunShares = {
  isLong: false,
  sample: { wallMsMax: 5_000, processorWeight: 20 },
  round: { wallMsMax: 5_000, processorWeight: 20 },
};

/** A long run doesn't yield on the sample: it is rejected there when it takes too long, and must not be because others run. */
export const longRun: RunShares = {
  isLong: true,
  sample: { wallMsMax: 60_000, processorWeight: runLimitsDefault.processorWeight },
  round: { wallMsMax: runLimitsDefault.wallMsMax, processorWeight: 20 },
};

/** Error of a short run that needs longer. */
export class NeedsLonger extends Error {
  override name = 'NeedsLonger';
}

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>;

/**
 * Checks a version's file and runs it: first on the public sample, where its team may read the runtime's error messages, then on
 * the round's inputs, where the team gets only the fault's code.
 * @param onHiddenRun called before the model reads a hidden input
 * @throws NeedsLonger; ObjectChanged when the file isn't the frozen one; and platform faults
 */
export async function runVersion(
  platform: Platform,
  runModel: RunModel,
  versionId: string,
  {
    round,
    benchmark,
    opened,
    shares,
    wasAccepted,
    onHiddenRun,
  }: {
    round: PublicRound;
    benchmark: BenchmarkRow;
    opened: OpenedRound;
    shares: RunShares;
    /** True in automatic evaluations and practice. */
    wasAccepted: boolean;
    onHiddenRun: () => Promise<void>;
  },
): Promise<Result<RanVersion, ModelRefused>> {
  const version = await findModelVersion(platform.client.db, versionId);
  if (!version) throw new Error('the submission has no model version');
  const { sha256, byteCount } = version;
  const artefact = { key: objectKeys.artefact(versionId), id: versionId, sha256, byteCount };
  const { wallMsMax } = shares.sample;
  const sampleShare = {
    ...shares.sample,
    wallMsMax: wasAccepted ? wallMsMax : Math.min(wallMsMax, firstSampleMsMax),
  };
  const tried = await tryModel(platform, runModel, artefact, { benchmark, limits: sampleShare });
  if (!tried.ok) {
    requireTime(shares, tried.error);
    return tried;
  }
  const run = tried.value;
  const { input } = run.signature;
  const inputs = await readFedInputs(platform, round, benchmark, { opened, input });
  if (benchmark.inputs === 'hidden') await onHiddenRun();
  const ran = await predict({
    ...{ ...run, inputs, faultsAs: 'codes' },
    limits: { ...runLimitsDefault, ...shares.round },
  });
  if (!ran.ok) {
    requireTime(shares, ran.error);
    return ran;
  }
  const { predictions, record } = ran.value;
  const predictionsSha256 = createHash('sha256').update(encodePredictions(predictions)).digest('hex');
  return ok({ predictions, predictionsSha256, inputsSha256: inputs.sha256, record });
}

function requireTime({ isLong }: RunShares, { code }: ModelRefused): void {
  if (!isLong && code === 'model_timed_out') throw new NeedsLonger();
}

/** Message about a model that no runner may run. */
export const noRunnerMessage =
  'This site can’t run models safely at the moment; the operator finds the reason at /readyz.';
