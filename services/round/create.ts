import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import { readMultipart } from '@/adapters/read-multipart';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import type { UploadSlot } from '@/adapters/upload-slots';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { type BenchmarkRow, lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import { findRoundByKey, findRoundByNumber, insertRound } from '@/db/queries/round-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { parseMetadata } from '@/lib/contracts/parse-metadata';
import { type NewRound, newRoundSchema, type RoundView } from '@/lib/contracts/round';
import type { Countable } from '@/lib/core/quota/quota';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decidePlannedDates } from '@/lib/core/round/decide-changes';
import type { Round } from '@/lib/core/round/round';
import { padTestSet, testSetEnvelope } from '@/lib/core/round/test-set-envelope';
import { requireBudget, transact } from '../access/budgets';
import { type Actor, requireGoodStanding } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';
import { enforceLimit, requireBelowLimit, withUploadSlot } from '../access/upload-limits';
import { readRoundView } from './view';

const testSetUploadBytesMax = 256 * 1024 * 1024;

/** A connection ten times slower than most still sends the largest file in that time. */
const testSetUploadMsMax = 25 * 60_000;

/** `byteCount` counts the padded bytes: the file's own size minus its inputs would reveal labels. */
export type StoredFile = { byteCount: number; sha256: string };

/**
 * Stores an uploaded test set for a new round, encrypted to the scorer as it arrives, and deletes it unless `save` succeeds. The
 * plaintext reaches neither this process's disk nor its database.
 */
export async function receiveTestSet<M, T>(
  { request, slot }: { request: Request; slot: UploadSlot },
  roundId: string,
  {
    parseFields,
    save,
  }: {
    parseFields: (fields: Record<string, string>) => Result<M>;
    save: (metadata: M, file: StoredFile) => Promise<Result<T>>;
  },
): Promise<Result<T>> {
  const saved = await receive();
  if (!saved.ok) await webPlatform().objects.delete(objectKeys.testSet(roundId));
  return saved;

  async function receive(): Promise<Result<T>> {
    const form = await readMultipart(
      request,
      { fileField: 'test_set', bytesMax: testSetUploadBytesMax, timeMsMax: testSetUploadMsMax, slot },
      (bytes) => storeSealed(roundId, bytes),
    );
    if (!form.ok) return form;
    const metadata = parseFields(form.value.fields);
    if (!metadata.ok) return metadata;
    const { file } = form.value;
    return file ? save(metadata.value, file) : refuse(noTestSet);
  }
}

/** Puts a test set into the object store as it arrives, encrypted to the scorer under the round's envelope. */
async function storeSealed(roundId: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const { objects, environment } = webPlatform();
  let byteCount = 0;
  const enveloped = async function* () {
    yield testSetEnvelope(roundId);
    for await (const chunk of padTestSet(bytes)) {
      byteCount += chunk.byteLength;
      yield chunk;
    }
  };
  const plain = toWebStream(Readable.from(enveloped(), { objectMode: false }));
  const sealed = await sealToScorer(environment.SCORER_RECIPIENT, plain);
  const { sha256 } = await objects.put(objectKeys.testSet(roundId), fromWebStream(sealed), {
    once: true,
  });
  return { byteCount, sha256 };
}

/** Checks the budgets of a test set before it is read, by the length that its request declares. */
export async function requireTestSetBudgets(
  db: Executor,
  userId: string,
  request: Request,
): Promise<Result<null>> {
  const sent = await requireBudget(db, userId, 'checks');
  const declared = Number(request.headers.get('content-length') ?? 1);
  return sent.ok ? requireBudget(db, userId, 'bytes', Number.isSafeInteger(declared) ? declared : 1) : sent;
}

const noTestSet: Refusal = faultyField('missing', 'test_set', 'send the test set as a file');

export type CreatedRound = { round: RoundView; isReplay: boolean };

/** The same key makes one draft, whatever its test set: a stored hash of that could confirm a guess of its labels. */
type Repeatable = { key: string; requestSha256: string };

/** Accepts a test set as a new draft round. */
export async function createRound(
  actor: Actor | null,
  slug: string,
  request: Request,
): Promise<Result<RoundView>> {
  const created = await createRoundOnce(actor, slug, request, null);
  return created.ok ? ok(created.value.round) : created;
}

/**
 * Accepts a test set as a new draft round, or finds the round of an earlier request with the same key. The bytes are encrypted to the scorer as they arrive: the plaintext reaches neither
 * this process's disk nor its database. The scorer then opens and checks it in a job.
 */
export async function createRoundOnce(
  actor: Actor | null,
  slug: string,
  request: Request,
  key: string | null,
): Promise<Result<CreatedRound>> {
  const maintained = await requireMaintained(webPlatform().db, actor, slug);
  if (!maintained.ok) return maintained;
  const { userId } = maintained.value.actor;
  if (key !== null && (await findRoundByKey(webPlatform().db, userId, key)))
    return withUploadSlot(maintained.value.actor, (slot) =>
      repeatUpload(maintained.value, { request, slot, key }),
    );
  // The limits are checked before the file is read, and again before it is stored.
  const allowed = await requireBelowDraftLimits(webPlatform().db, userId, requireBelowLimit);
  if (!allowed.ok) return allowed;
  const affordable = await requireTestSetBudgets(webPlatform().db, userId, request);
  if (!affordable.ok) return affordable;
  return withUploadSlot(maintained.value.actor, (slot) =>
    takeTestSet(maintained.value, { request, slot, key }),
  );
}

type Maintained = { actor: Actor; benchmark: BenchmarkRow };

type Upload = { request: Request; slot: UploadSlot; key: string | null };

async function takeTestSet(
  maintained: Maintained,
  { key, ...upload }: Upload,
): Promise<Result<CreatedRound>> {
  const { db, objects } = webPlatform();
  const roundId = randomUUID();
  const inserted = await receiveTestSet(upload, roundId, {
    parseFields: (fields) => parseMetadata(newRoundSchema, fields),
    save: (metadata, file) => {
      const repeatable = key === null ? null : { key, requestSha256: hashRequest(maintained, metadata) };
      return insertOnce({ ...maintained, roundId, metadata, file, repeatable });
    },
  });
  if (!inserted.ok) return inserted;
  const isReplay = inserted.value.roundId !== roundId;
  if (isReplay) await objects.delete(objectKeys.testSet(roundId));
  return ok({ round: await readRoundView(db, inserted.value), isReplay });
}

/** Reads a repeated request to its end and stores nothing of it. */
async function repeatUpload(
  maintained: Maintained,
  { request, slot, key }: Upload & { key: string },
): Promise<Result<CreatedRound>> {
  const { db } = webPlatform();
  const form = await readMultipart(
    request,
    { fileField: 'test_set', bytesMax: testSetUploadBytesMax, timeMsMax: testSetUploadMsMax, slot },
    async (bytes) => {
      for await (const _ of bytes);
    },
  );
  if (!form.ok) return form;
  const metadata = parseMetadata(newRoundSchema, form.value.fields);
  if (!metadata.ok) return metadata;
  const requestSha256 = hashRequest(maintained, metadata.value);
  const earlier = await findReplay(db, maintained.actor, { key, requestSha256 });
  // The draft was deleted meanwhile.
  if (!earlier) return refuse({ kind: 'idempotency_conflict' });
  return earlier.ok ? ok({ round: await readRoundView(db, earlier.value), isReplay: true }) : earlier;
}

const hashRequest = ({ benchmark }: Maintained, metadata: NewRound): string =>
  createHash('sha256')
    .update(JSON.stringify([benchmark.slug, metadata]))
    .digest('hex');

/** The round of an earlier request with the key; the refusal, if that request was for another round. */
async function findReplay(
  db: Executor,
  { userId }: Actor,
  { key, requestSha256 }: Repeatable,
): Promise<Result<Round> | null> {
  const earlier = await findRoundByKey(db, userId, key);
  if (!earlier) return null;
  return earlier.requestSha256 === requestSha256
    ? ok(earlier.round)
    : refuse({ kind: 'idempotency_conflict' });
}

type NewDraft = Maintained & {
  roundId: string;
  metadata: NewRound;
  file: StoredFile;
  repeatable: Repeatable | null;
};

async function insertOnce(draft: NewDraft): Promise<Result<Round>> {
  try {
    return await transact((tx) => insertDraft(tx, draft));
  } catch (error) {
    // A parallel request used the key for another benchmark.
    if (findViolatedConstraint(error) === 'rounds_one_of_key_per_uploader')
      return refuse({ kind: 'idempotency_conflict' });
    throw error;
  }
}

async function insertDraft(tx: Transaction, draft: NewDraft): Promise<Result<Round>> {
  const { actor, roundId, file, repeatable } = draft;
  const { benchmarkId } = draft.benchmark;
  const { title, replaces } = draft.metadata;
  const dates = {
    opensAt: draft.metadata.opens_at ? new Date(draft.metadata.opens_at) : null,
    closesAt: draft.metadata.closes_at ? new Date(draft.metadata.closes_at) : null,
  };
  const planned = decidePlannedDates(dates, await readClock(tx));
  if (!planned.ok) return planned;
  const allowed = await requireBelowDraftLimits(tx, actor.userId, enforceLimit);
  // The limits lock the person, so a parallel request with the same key has committed by now.
  const earlier = repeatable && (await findReplay(tx, actor, repeatable));
  if (earlier) return earlier;
  if (!allowed.ok) return allowed;
  await lockBenchmark(tx, benchmarkId);
  // The role is checked again under the lock, since the upload may have taken minutes.
  const maintained = await requireMaintained(tx, actor, draft.benchmark.slug);
  if (!maintained.ok) return maintained;
  const standing = await requireGoodStanding(tx, actor.userId);
  if (!standing.ok) return standing;
  const replaced = replaces ? await findRoundByNumber(tx, benchmarkId, replaces) : null;
  if (replaces && replaced?.state !== 'sealed') return refuse(noSealedRound(replaces));
  const round = await insertRound(tx, {
    roundId,
    benchmarkId,
    replacesRoundId: replaced?.roundId ?? null,
    uploadedBy: actor.userId,
    idempotencyKey: repeatable?.key ?? null,
    requestSha256: repeatable?.requestSha256 ?? null,
    title,
    ...dates,
    testSetByteCount: file.byteCount,
    testSetSealedSha256: file.sha256,
  });
  await recordAuditEvent(tx, 'test_set_uploaded', {
    actor,
    benchmarkId,
    roundId,
    detail: { round: round.number, byte_count: file.byteCount, sealed_sha256: file.sha256 },
  });
  await addJob(tx, 'check_test_set', { roundId });
  return ok(round);
}

/** A draft counts as a round and as a waiting check, so that one person can't fill the queue of checks. */
async function requireBelowDraftLimits<E extends Executor>(
  db: E,
  userId: string,
  require: (db: E, what: Countable, userId: string) => Promise<Result<null>>,
): Promise<Result<null>> {
  for (const what of ['checks', 'drafts', 'rounds'] as const) {
    const allowed = await require(db, what, userId);
    if (!allowed.ok) return allowed;
  }
  return ok(null);
}

const noSealedRound = (number: number): Refusal =>
  faultyField('not_sealed', 'replaces', `round ${number} is not a sealed round that waits for its opening`);
