import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { composeSignature } from '@/lib/core/model/declared-signature';
import { ok, type Result } from '@/lib/core/result';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';
import type { Runner } from '../runner/runner';
import type { ScorerPlatform } from '../scorer-platform';
import { checkFile, type ModelRefused } from './check-file';
import { type Artefact, openArtefact } from './open-artefact';
import { type CheckedModel, predict } from './predict';
import { readSample } from './read-sample';

/** A sample is short; whoever sends models that fail on it pays no slot. */
const smokeLimits: RunLimits = { ...runLimitsDefault, wallMsMax: 60_000 };

/**
 * All that a model has to stand before it is run on a round: the checks of its file, and the public sample where there is one. There its
 * team may read the runtime's own words.
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
  if (!sample) return ok(checked);
  const smoke = await predict({ ...checked, inputs: sample, faultsAs: 'texts', limits: smokeLimits });
  return smoke.ok ? ok(checked) : smoke;
}
