import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import {
  findVersionAlike,
  insertModelVersion,
  lockRunningVersionCount,
} from '@/db/queries/model-version-queries';
import { skeletonOf } from '@/lib/core/name/skeleton-of';
import type { Refusal } from '@/lib/core/refusal';

/** A version to be made with the submission that brings it. */
export type NewVersion = {
  benchmarkId: string;
  teamId: string;
  modelId: string;
  version: string;
  versionId: string;
  file: { sha256: string; byteCount: number };
  frozenBy: string;
  frozenAt: Date;
};

/** The refusal of a model's file that the model has as a version already, or whose version it has as another file. */
export async function refuseKnownVersion(
  db: Executor,
  sought: { benchmarkId: string; teamId: string; model: string; version: string; sha256: string },
): Promise<Refusal | null> {
  const known = await findVersionAlike(db, { ...sought, skeleton: skeletonOf(sought.version) });
  if (!known) return null;
  const { model, version, sha256 } = sought;
  return {
    kind: 'version_frozen_already',
    model,
    version,
    known: known.version,
    isSameFile: known.sha256 === sha256,
  };
}

/** Freezes a version in the transaction that accepts its submission; the refusal where the team has as many as it may. */
export async function freezeVersion(tx: Transaction, frozen: NewVersion): Promise<Refusal | null> {
  const limit = webPlatform().environment.TIDEMARK_VERSIONS_PER_TEAM_MAX;
  if ((await lockRunningVersionCount(tx, frozen)) >= limit) return { kind: 'versions_full', limit };
  const { versionId, modelId, version, file, frozenAt, frozenBy } = frozen;
  await insertModelVersion(tx, {
    ...{ versionId, modelId, version, skeleton: skeletonOf(version) },
    ...{ sha256: file.sha256, byteCount: file.byteCount, frozenAt, frozenBy },
  });
  return null;
}
