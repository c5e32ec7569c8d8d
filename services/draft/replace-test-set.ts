import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { addJob } from '@/db/queries/add-job';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { insertDraftAnew } from '@/db/queries/draft-queries';
import { findRoundById } from '@/db/queries/round-queries';
import { parseMetadata } from '@/lib/contracts/parse-metadata';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { DraftRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { requireMaintainedRound } from '../access/require-round';
import { holdRoom, requireRoom, withUploadPlace } from '../access/upload-limits';
import { receiveTestSet, type StoredFile, testSetUploadBytesMax } from '../round/receive-test-set';
import { findDraft } from './find';
import { requireLockedDraft } from './require-locked';
import { takeDraftBack } from './take-back';

/**
 * Gives a draft another test set: number, title, planned dates and queue position stay, and it is checked again. Internally it is
 * another round, since a test set is encrypted to the scorer for one round: a seal requested for the earlier one can't fix an
 * unchecked one.
 */
export async function replaceTestSet(
  actor: Actor | null,
  slug: string,
  number: number,
  request: Request,
): Promise<Result<MaintainedRoundView, Refusal>> {
  const { db, objects } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { round: before, actor: person } = found.value;
  if (before.state !== 'draft') return refuse({ kind: 'not_a_draft', state: before.state });
  // Checked before the file is read, and again before it is stored.
  const room = await requireRoom(db, 'checks', person.userId);
  if (!room.ok) return room;
  const roundId = randomUUID();
  const replaced = await withUploadPlace(person, testSetUploadBytesMax, () =>
    receiveTestSet(request, roundId, {
      parseFields: (fields) => parseMetadata(z.strictObject({}), fields),
      save: (_, file) =>
        db.transaction((tx) =>
          replace(tx, person, {
            slug,
            before: before.roundId,
            benchmarkId: before.benchmarkId,
            roundId,
            file,
          }),
        ),
    }),
  );
  if (!replaced.ok) return replaced;
  await objects.delete(objectKeys.testSet(before.roundId));
  return findDraft(actor, slug, number);
}

async function replace(
  tx: Transaction,
  actor: Actor,
  wanted: { slug: string; before: string; benchmarkId: string; roundId: string; file: StoredFile },
): Promise<Result<null, Refusal>> {
  const { roundId, benchmarkId, file } = wanted;
  // It replaces an existing draft, so only the queue of checks grows.
  const room = await holdRoom(tx, 'checks', actor.userId);
  if (!room.ok) return room;
  await lockBenchmark(tx, benchmarkId);
  // Checked again under the lock: the upload may have taken minutes.
  const maintained = await requireMaintained(tx, actor, wanted.slug);
  if (!maintained.ok) return maintained;
  const draft = await requireLockedDraft(tx, wanted.before);
  if (!draft.ok) return draft;
  await takeDraftBack(tx, actor, draft.value);
  const { number, title, opensAt, closesAt } = draft.value;
  await insertDraftAnew(tx, {
    ...{ roundId, benchmarkId, number, title, opensAt, closesAt },
    ...(await findPlace(tx, draft.value)),
    uploadedBy: actor.userId,
    testSetByteCount: file.byteCount,
    testSetSealedSha256: file.sha256,
  });
  await recordAct(tx, {
    act: 'test_set_uploaded',
    actor,
    benchmarkId,
    roundId,
    detail: { round: number, byte_count: file.byteCount, sealed_sha256: file.sha256 },
  });
  await addJob(tx, 'check_test_set', { roundId });
  return ok(null);
}

/** Its own queue position, or that of a sealed round to replace, unless that one has opened since. */
async function findPlace(tx: Transaction, { number, replacesRoundId }: DraftRound) {
  const named = replacesRoundId ? await findRoundById(tx, replacesRoundId) : undefined;
  return named?.state === 'sealed'
    ? { replacesRoundId: named.roundId, queueOrder: named.queueOrder }
    : { replacesRoundId: null, queueOrder: number };
}
