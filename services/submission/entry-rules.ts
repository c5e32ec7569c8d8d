import type { Executor } from '@/db/client';
import { type BenchmarkRow, findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import type { Team } from '@/db/queries/team-queries';
import { findEarlierFile, listVersionFiles } from '@/db/queries/version-queries';
import type { NewSubmission } from '@/lib/contracts/submission';
import { hasRole, type SubmissionKind } from '@/lib/core/benchmark';
import { proposeVersion, skeletonOf } from '@/lib/core/name/name';
import { makeModelFault } from '@/lib/core/onnx/model-fault';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireTeam } from '../team/team';
import type { SentArtefact } from '../version/store-artefact';

/** The team of a submission, if the actor may send it: only a maintainer sends a baseline. */
export async function requireEntrant(
  db: Executor,
  actor: Actor,
  { slug }: BenchmarkRow,
  { team, baseline }: Pick<NewSubmission, 'team' | 'baseline'>,
): Promise<Result<Team>> {
  if (baseline) {
    const role = (await findBenchmarkWithRole(db, slug, actor.userId))?.role;
    if (!role || !hasRole(role, 'maintainer'))
      return refuse({
        kind: 'forbidden',
        needs: 'a maintainer of this benchmark, since only maintainers submit a baseline',
      });
  }
  return requireTeam(db, actor, team);
}

/**
 * The refusal of a file that its team already has in the round, or whose version is another file there or looks like one; else
 * null. Constraints refuse concurrent ones.
 */
export async function refuseKnownFile(
  db: Executor,
  file: { roundId: string; teamId: string; fileSha256: string },
  { model, version }: { model?: string; version: string },
): Promise<Refusal | null> {
  const earlier = await findEarlierFile(db, file);
  if (earlier) return { kind: 'file_sent_already', ...earlier };
  // A dry run may leave the model's name out.
  if (model === undefined) return null;
  const files = await listVersionFiles(db, { ...file, model });
  const skeleton = skeletonOf(version);
  const held =
    files.find((named) => named.version === version) ??
    files.find((named) => skeletonOf(named.version) === skeleton);
  const isOther = held !== undefined && held.version !== version;
  if (!held || (!isOther && held.fileSha256 === file.fileSha256)) return null;
  const next = proposeVersion(
    version,
    files.map((named) => named.version),
  );
  return { kind: 'version_taken', model, version, looksLike: isOther ? held.version : null, next };
}

type ModelName = { teamId: string; name: string };

/** Refuses a name whose look-alike form is taken, unless the team's own model has exactly that name. */
export function refuseLookAlike(model: ModelName, wanted: ModelName): Refusal | undefined {
  const isOwn = model.teamId === wanted.teamId;
  if (isOwn && model.name === wanted.name) return undefined;
  return { kind: 'name_taken', what: 'model', own: isOwn ? model.name : null };
}

/** Artefacts are checked later, except for this: an empty file, or one that can't be run, needs no storage until then. */
export function refuseUnfitArtefact(
  { kind, file }: SentArtefact,
  { modelSample }: Pick<BenchmarkRow, 'modelSample'>,
  use: 'dry run' | 'submission',
): Refusal | null {
  if (file.byteCount === 0) return kind === 'onnx' ? emptyModel() : emptyImage;
  if (kind === 'onnx') return null;
  if ('path' in file)
    return faultyField(
      'out_of_order',
      'metadata',
      'send it before the file: an image is stored while it arrives',
    );
  if (use === 'submission' || modelSample !== null) return null;
  return faultyField(
    'no_sample',
    'file',
    'this benchmark has no public sample yet on which an image could be tried; try it on your own machine with npm run runner -- try-image',
  );
}

/** Refuses to train what isn't an image, and where no hours are granted. */
export function refuseTraining(
  { kind, trains = false }: { kind: SubmissionKind; trains?: boolean | undefined },
  { containerNeeds }: Pick<BenchmarkRow, 'containerNeeds'>,
): Refusal | null {
  if (!trains || (kind === 'container' && (containerNeeds?.trainingHours ?? 0) > 0)) return null;
  const detail =
    kind === 'container'
      ? 'this benchmark grants no hours of training; send the image without it'
      : 'only a container image can be trained; send the file without it';
  return faultyField('no_training', 'trains', detail);
}

function emptyModel(): Refusal {
  const { code, found, fix } = makeModelFault('empty_file', 'The file is empty.', 0);
  return rejectedAs({ code: `model_${code}`, detail: found, hint: fix });
}

const rejectedAs = (fault: { code: string; detail: string; hint: string }): Refusal => ({
  kind: 'file_rejected',
  faults: [{ ...fault, line: null, column: null }],
  faultCount: 1,
});

const emptyImage = rejectedAs({
  code: 'image_format',
  detail: 'The file is empty.',
  hint: 'Save the image with docker save mine | gzip > mine.tar.gz, and send that.',
});
