import { openAsBlob } from 'node:fs';
import type { SubmissionView } from '@/lib/contracts/submission';
import { slugOf } from '@/lib/core/name/name';
import type { Actor } from '@/services/access/caller';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { findBenchmark } from '@/services/benchmark/view';
import { listSubmissions } from '@/services/submission/list';
import { listVersions } from '@/services/version/version';
import { flightsSchedule } from './flights-benchmark';
import { discloseOnnx, type OnnxModel, pathOf, versionOf } from './onnx-model';
import { accepted, type DemoBenchmark, ensureDemoPerson, submitFile, until } from './play';

/** The newest page of an API list, at its largest size. */
const newest = { limit: 200 };

/** The person who sends a team's files. */
export const ensureDemoTeam = (name: string): Promise<Actor> =>
  ensureDemoPerson({ name, email: `${slugOf(name, 'team')}@demo.invalid` });

/**
 * Sends a model, which is frozen by that, and waits for its score.
 * @returns false where this site can't run models
 * @throws where it has no score for another reason
 */
export async function sendModel(slug: string, model: OnnxModel): Promise<boolean> {
  const sent = await submitFile(await ensureDemoTeam(model.team), slug, {
    metadata: {
      kind: 'onnx',
      model: model.model,
      version: versionOf(model),
      disclosure: discloseOnnx(model),
    },
    file: await openAsBlob(pathOf(model)),
    idempotencyKey: `demo-onnx-${slug}-${model.file}`,
  });
  if (sent.code === 'runner_unavailable') return false;
  requireScored(sent, model);
  return true;
}

/** True if a model was submitted and accepted. */
export async function isFrozen(slug: string, model: OnnxModel): Promise<boolean> {
  const { items } = accepted(await listVersions(await ensureDemoTeam(model.team), slug, newest));
  return items.some(
    (one) => one.model === model.model && one.version === versionOf(model) && one.state === 'active',
  );
}

/** Waits until models submitted and accepted in an earlier round are entered in this one. Their scores come at its close. */
export async function awaitAutomatic(
  slug: string,
  round: number,
  models: readonly OnnxModel[],
): Promise<void> {
  for (const model of models) {
    if (!(await isFrozen(slug, model))) continue;
    const researcher = await ensureDemoTeam(model.team);
    await until(async () => {
      const { items } = accepted(await listSubmissions(researcher, newest));
      return items.find(
        (one) =>
          one.benchmark === slug &&
          one.round === round &&
          one.model === model.model &&
          one.version === versionOf(model) &&
          one.automatic,
      );
    });
  }
}

function requireScored({ state, code, message }: SubmissionView, { file }: OnnxModel): void {
  if (state !== 'scored') throw new Error(`the model ${file} has no score: ${state}, ${code}: ${message}`);
}

/** Sets a schedule of thirty days from now on. An existing one stays. */
export async function ensureSchedule({ maintainer, slug }: DemoBenchmark): Promise<void> {
  if (accepted(await findBenchmark(maintainer, slug)).next_rotation_at !== null) return;
  const firstDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
  accepted(await setSchedule(maintainer, slug, flightsSchedule(firstDay)));
}
