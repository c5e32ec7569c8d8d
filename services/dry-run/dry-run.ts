import { randomUUID } from 'node:crypto';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findDryRunOf, insertDryRun, type NamedDryRun } from '@/db/queries/dry-run-queries';
import { addJob } from '@/db/queries/job-queries';
import type { DryRunView } from '@/lib/contracts/model';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { isUuid } from '@/lib/core/is-uuid';
import { dryRunDeadlineMs } from '@/lib/core/model/model-version';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requireBudget, transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { enforceLimit, requireBelowLimit } from '../access/upload-limits';
import { type ArtefactPlace, type SentArtefact, storeArtefact } from '../version/store-artefact';

/**
 * Runs a model on the benchmark's public sample only. It uses no slot and creates no version, and the file is deleted
 * afterwards. Concurrent runs and runs within an hour are limited for each person, since each may occupy the queue of models
 * for a minute.
 */
export async function startDryRun(
  actor: Actor,
  { benchmarkId }: BenchmarkRow,
  { kind, file }: SentArtefact,
): Promise<Result<DryRunView>> {
  const { db, objects } = webPlatform();
  const { userId } = actor;
  const early = await requireTurn(db, userId, requireBelowLimit);
  if (!early.ok) return early;
  if (kind === 'container') {
    const affordable = await requireBudget(db, userId, 'image_bytes', file.byteCount);
    if (!affordable.ok) return affordable;
  }
  const place = 'place' in file ? file.place : placeOfDryRun();
  if (!('place' in file)) await storeArtefact(file, place);
  const { id: dryRunId, key } = place;
  const started = await transact(async (tx): Promise<Result<DryRunView>> => {
    const turn = await requireTurn(tx, userId, enforceLimit);
    if (!turn.ok) return turn;
    const receivedAt = await readClock(tx);
    await insertDryRun(tx, {
      ...{ dryRunId, benchmarkId, userId, kind, receivedAt },
      ...{ sha256: file.sha256, byteCount: file.byteCount },
      deadlineAt: new Date(receivedAt.getTime() + dryRunDeadlineMs),
    });
    await addJob(tx, 'dry_run_model', { dryRunId });
    const row = await findDryRunOf(tx, dryRunId, userId);
    if (!row) throw new Error('a dry run is missing within its own transaction');
    return ok(viewOfDryRun(row));
  });
  // If the transaction throws, the file isn't deleted here, since the commit may have succeeded with its response lost;
  // `deleteLeftArtefacts` later deletes files that no row refers to.
  if (!started.ok) await objects.delete(key);
  return started;
}

/** Id and storage key for the file of a new dry run. */
export function placeOfDryRun(): ArtefactPlace {
  const id = randomUUID();
  return { id, key: objectKeys.dryRun(id) };
}

/** Checks a person's limits: concurrent dry runs, and the budgets of dry runs and of rejected models. */
async function requireTurn<E extends Executor>(
  db: E,
  userId: string,
  requireOne: (db: E, what: 'dry_runs', userId: string) => Promise<Result<null>>,
): Promise<Result<null>> {
  const allowed = await requireOne(db, 'dry_runs', userId);
  if (!allowed.ok) return allowed;
  for (const budget of ['dry_runs', 'rejected_models'] as const) {
    const left = await requireBudget(db, userId, budget);
    if (!left.ok) return left;
  }
  return ok(null);
}

/**
 * Finds a dry run for its sender only, since the error messages describe the sender's model. To others it is reported as
 * missing.
 */
export async function findDryRun(actor: Actor | null, dryRunId: string): Promise<Result<DryRunView>> {
  const found = await requireDryRun(actor, dryRunId);
  return found.ok ? ok(viewOfDryRun(found.value)) : found;
}

export type DryRunPage = { dryRun: DryRunView; benchmarkTitle: string };

export async function findDryRunPage(actor: Actor | null, dryRunId: string): Promise<Result<DryRunPage>> {
  const found = await requireDryRun(actor, dryRunId);
  if (!found.ok) return found;
  return ok({ dryRun: viewOfDryRun(found.value), benchmarkTitle: found.value.benchmarkTitle });
}

async function requireDryRun(actor: Actor | null, dryRunId: string): Promise<Result<NamedDryRun>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const found = isUuid(dryRunId)
    ? await findDryRunOf(webPlatform().db, dryRunId, signedIn.value.userId)
    : undefined;
  return found ? ok(found) : refuse({ kind: 'not_found', what: 'dry run' });
}

/** A sentence about what a successful dry run has checked. @param sampleCount null where the benchmark has no public sample */
function describePassed(kind: ArtefactKind, sampleCount: number | null): string {
  if (kind === 'container')
    return `The image ran on the public sample (items: ${sampleCount ?? 0}), and wrote one valid prediction for each item. Nothing was compared with labels: compare the predictions with those on your own machine.`;
  return sampleCount === null
    ? 'The file passes the checks. The benchmark has no public sample yet, so the model ran on one made-up item alone.'
    : `The file passes the checks, its inputs and outputs were compared with the benchmark’s signature, and each output for the public sample (items: ${sampleCount}) is a valid prediction. Nothing was compared with labels: compare the outputs with those on your own machine.`;
}

export const viewOfDryRun = ({
  dryRunId: id,
  benchmarkSlug,
  sampleCount,
  ...row
}: NamedDryRun): DryRunView => ({
  id,
  benchmark: benchmarkSlug,
  kind: row.kind,
  state: row.state,
  sha256: row.sha256,
  sample_count: sampleCount,
  received_at: row.receivedAt.toISOString(),
  finished_at: row.finishedAt?.toISOString() ?? null,
  code: row.code,
  message: row.state === 'passed' ? describePassed(row.kind, row.outputs?.length ?? null) : row.message,
  outputs: row.outputs && [...row.outputs],
  links: { self: `/api/v1/dry-runs/${id}`, page: `/dry-runs/${id}` },
});
