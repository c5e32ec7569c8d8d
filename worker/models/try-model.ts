import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { composeSignature } from '@/lib/core/model/declared-signature';
import { ok, type Result } from '@/lib/core/result';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';
import type { Runner } from '../runner/runner';
import type { ScorerPlatform } from '../scorer-platform';
import { checkFile, type ModelRefused } from './check-file';
import { type Artefact, openArtefact } from './open-artefact';
import { type CheckedModel, predict } from './predict';
import { makeUpSample, readSample } from './read-sample';

/** A sample is short; whoever sends models that fail on it pays no slot. */
const smokeLimits: RunLimits = { ...runLimitsDefault, wallMsMax: 60_000 };

/** Faults of an output's values, which a made-up item may cause in an honest model. */
const valueFaults = ['output_not_finite', 'output_unknown_class', 'output_no_probabilities'];

/**
 * Checks a model's file and runs it on public inputs before a round's: on the public sample, else on one made-up item, which shows
 * that the runtime loads the model. Its team may read the runtime's own words.
 * @throws ObjectChanged when the file isn't the one that was received; whatever the platform itself is at fault for
 */
export async function tryModel(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  runner: Runner,
  artefact: Artefact,
  benchmark: BenchmarkRow,
): Promise<Result<CheckedModel, ModelRefused>> {
  if (benchmark.modelSignature === null) throw new Error('a model for a benchmark without a signature');
  const signature = composeSignature(benchmark.modelSignature, benchmark.classes);
  const model = await openArtefact(platform, artefact);
  const fit = checkFile(model, signature);
  if (!fit.ok) return fit;
  const checked = { runner, model, signature, fit: fit.value };
  const sample = readSample(benchmark);
  const inputs = sample ?? makeUpSample(signature.input);
  const smoke = await predict({ ...checked, inputs, faultsAs: 'texts', limits: smokeLimits });
  if (smoke.ok || (!sample && valueFaults.includes(smoke.error.code))) return ok(checked);
  return smoke;
}
