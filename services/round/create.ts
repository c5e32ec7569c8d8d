import { randomUUID } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { addJob } from '@/db/queries/add-job';
import { type BenchmarkRow, lockBenchmark } from '@/db/queries/benchmark-queries';
import { findRoundByNumber, insertRound } from '@/db/queries/round-queries';
import { parseMetadata } from '@/lib/contracts/parse-metadata';
import { type NewRound, newRoundSchema, type RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { DraftRound } from '@/lib/core/round/round';
import type { Countable } from '@/lib/core/site/countable';
import type { Actor } from '../access/caller';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { holdRoom, requireRoom, withUploadPlace } from '../access/upload-limits';
import { receiveTestSet, type StoredFile, testSetUploadBytesMax } from './receive-test-set';
import { readRoundView } from './view';

/**
 * Accepts a test set as a new draft round. The bytes are encrypted to the scorer as they arrive: the plaintext reaches neither
 * this process's disk nor its database. The scorer then opens and checks it in a job.
 */
export async function createRound(
  actor: Actor | null,
  slug: string,
  request: Request,
): Promise<Result<RoundView, Refusal>> {
  const maintained = await requireMaintained(webPlatform().db, actor, slug);
  if (!maintained.ok) return maintained;
  const { userId } = maintained.value.actor;
  // Checked before the file is read, and again before it is stored.
  const room = await requireRoomForDraft(webPlatform().db, userId, requireRoom);
  if (!room.ok) return room;
  return withUploadPlace(maintained.value.actor, testSetUploadBytesMax, () =>
    takeTestSet(maintained.value, request),
  );
}

async function takeTestSet(
  maintained: { actor: Actor; benchmark: BenchmarkRow },
  request: Request,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const roundId = randomUUID();
  const inserted = await receiveTestSet(request, roundId, {
    parseFields: (fields) => parseMetadata(newRoundSchema, fields),
    save: (metadata, file) =>
      db.transaction((tx) => insertDraft(tx, { ...maintained, roundId, metadata, file })),
  });
  return inserted.ok ? ok(await readRoundView(db, inserted.value)) : inserted;
}

async function insertDraft(
  tx: Transaction,
  draft: {
    actor: Actor;
    benchmark: BenchmarkRow;
    roundId: string;
    metadata: NewRound;
    file: StoredFile;
  },
): Promise<Result<DraftRound, Refusal>> {
  const { actor, roundId, file } = draft;
  const { benchmarkId } = draft.benchmark;
  const { title, opens_at, closes_at, replaces } = draft.metadata;
  const room = await requireRoomForDraft(tx, actor.userId, holdRoom);
  if (!room.ok) return room;
  await lockBenchmark(tx, benchmarkId);
  // Checked again under the lock: the upload may have taken minutes.
  const maintained = await requireMaintained(tx, actor, draft.benchmark.slug);
  if (!maintained.ok) return maintained;
  const replaced = replaces ? await findRoundByNumber(tx, benchmarkId, replaces) : null;
  if (replaces && replaced?.state !== 'sealed') return refuse(noSealedRound(replaces));
  const round = await insertRound(tx, {
    roundId,
    benchmarkId,
    replacesRoundId: replaced?.roundId ?? null,
    uploadedBy: actor.userId,
    title,
    opensAt: opens_at ? new Date(opens_at) : null,
    closesAt: closes_at ? new Date(closes_at) : null,
    testSetByteCount: file.byteCount,
    testSetSealedSha256: file.sha256,
  });
  await recordAct(tx, {
    act: 'test_set_uploaded',
    actor,
    benchmarkId,
    roundId,
    detail: { round: round.number, byte_count: file.byteCount, sealed_sha256: file.sha256 },
  });
  await addJob(tx, 'check_test_set', { roundId });
  return ok(round);
}

/** A draft counts as a round and as a waiting check, so that one person can't fill the queue of checks. */
async function requireRoomForDraft<E extends Executor>(
  db: E,
  userId: string,
  require: (db: E, what: Countable, userId: string) => Promise<Result<null, Refusal>>,
): Promise<Result<null, Refusal>> {
  for (const what of ['checks', 'drafts', 'rounds'] as const) {
    const room = await require(db, what, userId);
    if (!room.ok) return room;
  }
  return ok(null);
}

const noSealedRound = (number: number): Refusal => ({
  kind: 'invalid_request',
  faults: [
    {
      code: 'not_sealed',
      field: 'replaces',
      detail: `round ${number} is not a sealed round that waits for its opening`,
    },
  ],
});
