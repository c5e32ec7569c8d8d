import type { Executor } from '@/db/client';
import { findStandingOfFile, listVersionFiles } from '@/db/queries/version-queries';
import { skeletonOf } from '@/lib/core/name/skeleton-of';
import type { Refusal } from '@/lib/core/refusal';
import { proposeVersion } from '@/lib/core/submission/propose-version';

/**
 * The refusal of a file that its team has in the round already, or whose version is another file there or looks like one that
 * is; null where none of it is so. The constraints say the same of whatever arrives at once.
 */
export async function refuseKnownFile(
  db: Executor,
  file: { roundId: string; teamId: string; fileSha256: string },
  { model, version }: { model?: string; version: string },
): Promise<Refusal | null> {
  const standing = await findStandingOfFile(db, file);
  if (standing) return { kind: 'file_sent_already', ...standing };
  // A dry run needn't name a model.
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
