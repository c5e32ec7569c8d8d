import type { SpooledFile } from '@/adapters/spool-file';
import type { Executor } from '@/db/client';
import { type BenchmarkRow, findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import type { Team } from '@/db/queries/team-queries';
import { findEarlierFile, listVersionFiles } from '@/db/queries/version-queries';
import type { NewSubmission } from '@/lib/contracts/submission';
import { hasRole } from '@/lib/core/benchmark';
import { proposeVersion, skeletonOf } from '@/lib/core/name/name';
import { makeModelFault } from '@/lib/core/onnx/model-fault';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireTeam } from '../team/team';

/** The team of a submission, if the actor may send it: only a maintainer sends a baseline. */
export async function requireEntrant(
  db: Executor,
  actor: Actor,
  { slug }: BenchmarkRow,
  { team, baseline }: Pick<NewSubmission, 'team' | 'baseline'>,
): Promise<Result<Team, Refusal>> {
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

/** Models are checked later, except for this: an empty file needs no storage until then. */
export function refuseEmptyModel({ byteCount }: Pick<SpooledFile, 'byteCount'>): Refusal | null {
  if (byteCount > 0) return null;
  const { code, found, fix } = makeModelFault('empty_file', 'The file is empty.', 0);
  const fault = { code: `model_${code}`, line: null, column: null, detail: found, hint: fix };
  return { kind: 'file_rejected', faults: [fault], faultCount: 1 };
}
