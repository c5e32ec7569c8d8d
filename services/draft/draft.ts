import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  deleteRoundDraft,
  findKeyOfRound,
  findRoundById,
  findRoundByNumber,
  insertReplacementDraft,
  lockRound,
  updateDraft,
} from '@/db/queries/round-queries';
import { parseMetadata, parseWith } from '@/lib/contracts/parse-metadata';
import { changedDraftSchema, type MaintainedRoundView, newRoundSchema } from '@/lib/contracts/round';
import { hasRole } from '@/lib/core/benchmark';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decidePlannedDates } from '@/lib/core/round/decide-changes';
import type { DraftRound } from '@/lib/core/round/round';
import { transact } from '../access/budgets';
import { type Actor, requireGoodStanding } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import {
  requireBenchmarkWithRole,
  requireMaintained,
  requireMaintainedRound,
} from '../access/require-benchmark';
import { enforceLimit, requireBelowLimit, withUploadSlot } from '../access/upload-limits';
import { receiveTestSet, requireTestSetBudgets, type StoredFile } from '../round/create';
import { readMaintainedRounds } from '../round/view';

/** Finds the round as a draft and locks its row, so that it can't be sealed or changed until the transaction ends. */
export async function requireLockedDraft(tx: Transaction, roundId: string): Promise<Result<DraftRound>> {
  const round = await lockRound(tx, roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  return round.state === 'draft' ? ok(round) : refuse({ kind: 'not_a_draft', state: round.state });
}

/**
 * Deletes a locked draft. The caller holds the benchmark's lock, under which round numbers are assigned, and deletes the file
 * afterwards.
 */
export async function deleteLockedDraft(tx: Transaction, actor: Actor, draft: DraftRound): Promise<void> {
  const { benchmarkId, roundId, number, title, testSetSealedSha256 } = draft;
  await recordAuditEvent(tx, 'draft_deleted', {
    actor,
    benchmarkId,
    roundId,
    detail: { round: number, title, sealed_sha256: testSetSealedSha256 },
  });
  await deleteRoundDraft(tx, roundId);
}

/** A draft with its check report, for people with a role. To others it is reported as missing. */
export async function findDraft(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<MaintainedRoundView>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const isReported = role !== null && hasRole(role, 'auditor');
  const round = isReported ? await findRoundByNumber(db, benchmark.benchmarkId, number) : undefined;
  if (round?.state !== 'draft') return refuse({ kind: 'not_found', what: 'round' });
  const replaced = round.replacesRoundId && (await findRoundById(db, round.replacesRoundId));
  const [draft] = await readMaintainedRounds(db, benchmark, replaced ? [round, replaced] : [round]);
  return ok(draft!);
}

/** Changes the title or the planned dates of a draft. From the sealing on they can't change. */
export async function changeDraft(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<MaintainedRoundView>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const changed = await transact((tx) =>
    save(tx, found.value.actor, { roundId: found.value.round.roundId, input }),
  );
  return changed.ok ? findDraft(actor, slug, number) : changed;
}

async function save(
  tx: Transaction,
  actor: Actor,
  { roundId, input }: { roundId: string; input: unknown },
): Promise<Result<null>> {
  const draft = await requireLockedDraft(tx, roundId);
  if (!draft.ok) return draft;
  const wanted = parseWith(changedDraftSchema, input);
  if (!wanted.ok) return wanted;
  const { title, opensAt, closesAt, benchmarkId, number } = draft.value;
  const before = {
    title,
    opens_at: opensAt?.toISOString() ?? null,
    closes_at: closesAt?.toISOString() ?? null,
  };
  const given = Object.entries(wanted.value).filter(([, value]) => value !== undefined);
  // Both dates are validated together, since the close must be after the opening even if only one of them was given.
  const together = parseWith(newRoundSchema, { ...before, ...Object.fromEntries(given) });
  if (!together.ok) return together;
  const plan = together.value;
  const after = {
    title: plan.title,
    opensAt: plan.opens_at ? new Date(plan.opens_at) : null,
    closesAt: plan.closes_at ? new Date(plan.closes_at) : null,
  };
  const planned = decidePlannedDates(after, await readClock(tx));
  if (!planned.ok) return planned;
  await updateDraft(tx, roundId, after);
  await recordAuditEvent(tx, 'draft_changed', {
    actor,
    benchmarkId,
    roundId,
    detail: {
      round: number,
      title_before: title,
      title_after: after.title,
      opens_at: after.opensAt?.toISOString() ?? null,
      closes_at: after.closesAt?.toISOString() ?? null,
    },
  });
  return ok(null);
}

/** Deletes a draft with its test set. The next uploaded round gets the same number. */
export async function deleteDraft(actor: Actor | null, slug: string, number: number): Promise<Result<null>> {
  const { db, objects } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { roundId, benchmarkId } = found.value.round;
  const deleted = await transact(async (tx): Promise<Result<null>> => {
    await lockBenchmark(tx, benchmarkId);
    const draft = await requireLockedDraft(tx, roundId);
    if (!draft.ok) return draft;
    await deleteLockedDraft(tx, found.value.actor, draft.value);
    return ok(null);
  });
  if (deleted.ok) await objects.delete(objectKeys.testSet(roundId));
  return deleted;
}

/**
 * Gives a draft another test set: number, title, planned dates and queue position stay, and the new test set is checked.
 * Internally the draft becomes a new round, since an encrypted test set is bound to the id of its round. So a seal that was
 * requested for the earlier test set can't seal an unchecked one.
 */
export async function replaceTestSet(
  actor: Actor | null,
  slug: string,
  number: number,
  request: Request,
): Promise<Result<MaintainedRoundView>> {
  const { db, objects } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { round: before, actor: person } = found.value;
  if (before.state !== 'draft') return refuse({ kind: 'not_a_draft', state: before.state });
  // The draft's state and the limit of checks are tested before the file is read, and again before it is stored.
  const allowed = await requireBelowLimit(db, 'checks', person.userId);
  if (!allowed.ok) return allowed;
  const affordable = await requireTestSetBudgets(db, person.userId, request);
  if (!affordable.ok) return affordable;
  const roundId = randomUUID();
  const replaced = await withUploadSlot(person, (slot) =>
    receiveTestSet({ request, slot }, roundId, {
      parseFields: (fields) => parseMetadata(z.strictObject({}), fields),
      save: (_, file) =>
        transact((tx) =>
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
): Promise<Result<null>> {
  const { roundId, benchmarkId, file } = wanted;
  // Replacing a test set adds no round, so that only the limit of checks applies.
  const allowed = await enforceLimit(tx, 'checks', actor.userId);
  if (!allowed.ok) return allowed;
  await lockBenchmark(tx, benchmarkId);
  // The role is read again under the lock, since the upload may have taken minutes.
  const maintained = await requireMaintained(tx, actor, wanted.slug);
  if (!maintained.ok) return maintained;
  const standing = await requireGoodStanding(tx, actor.userId);
  if (!standing.ok) return standing;
  const draft = await requireLockedDraft(tx, wanted.before);
  if (!draft.ok) return draft;
  const request = await findKeyOfRound(tx, wanted.before);
  const isOwn = request?.uploadedBy === actor.userId;
  await deleteLockedDraft(tx, actor, draft.value);
  const { number, title, opensAt, closesAt } = draft.value;
  await insertReplacementDraft(tx, {
    ...{ roundId, benchmarkId, number, title, opensAt, closesAt },
    ...(await findQueuePosition(tx, draft.value)),
    uploadedBy: actor.userId,
    idempotencyKey: (isOwn && request.idempotencyKey) || null,
    requestSha256: (isOwn && request.requestSha256) || null,
    testSetByteCount: file.byteCount,
    testSetSealedSha256: file.sha256,
  });
  await recordAuditEvent(tx, 'test_set_uploaded', {
    actor,
    benchmarkId,
    roundId,
    detail: { round: number, byte_count: file.byteCount, sealed_sha256: file.sha256 },
  });
  await addJob(tx, 'check_test_set', { roundId });
  return ok(null);
}

/** The queue position of the draft itself, or that of the sealed round that it replaces unless that round has opened. */
async function findQueuePosition(tx: Transaction, { number, replacesRoundId }: DraftRound) {
  const replaced = replacesRoundId ? await findRoundById(tx, replacesRoundId) : undefined;
  return replaced?.state === 'sealed'
    ? { replacesRoundId: replaced.roundId, queueOrder: replaced.queueOrder }
    : { replacesRoundId: null, queueOrder: number };
}
