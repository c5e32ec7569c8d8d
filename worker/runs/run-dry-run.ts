import { objectKeys } from '@/adapters/object-store/object-store';
import { readClock } from '@/db/queries/clock-queries';
import {
  claimDryRun,
  type DryRunOutcome,
  type DryRunRow,
  deleteDryRunsBefore,
  findDryRunTry,
  isDryRunUnfinished,
  listOverdueDryRuns,
  updateDryRunFinished,
} from '@/db/queries/dry-run-queries';
import { insertRun, type RunRow } from '@/db/queries/run-queries';
import {
  dryRunAttemptsMax,
  dryRunDeadlineMs,
  dryRunRetentionMs,
  listDryRunOutputs,
} from '@/lib/core/model/model-version';
import { runPriorities } from '@/lib/core/run/run';
import { lostByRunners } from '../ending/end-submission';
import type { ScorerPlatform } from '../scorer-platform';
import { modelKinds, readOnSample } from './model-kinds';
import type { RunPlatform, RunPurposeOf } from './run-purpose';

/**
 * Begins a dry run: checks the model's file, and queues it for a runner, which runs it on the benchmark's
 * public sample as it would a submitted model. The file is deleted at the end. @throws to be tried again,
 * while tries are left
 */
export async function runDryRun(platform: RunPlatform, { dryRunId }: { dryRunId: string }): Promise<void> {
  const { db } = platform.client;
  // Deadline for a runner to finish the dry run.
  const deadline = new Date((await readClock(db)).getTime() + dryRunDeadlineMs);
  const claimed = await claimDryRun(db, dryRunId, deadline);
  // The dry run has ended or waits for a runner; or it was deleted with its sender's account.
  if (!claimed) return deleteFileOfDeleted(platform, dryRunId);
  const { dryRun, benchmark } = claimed;
  const { attempt, userId, receivedAt } = dryRun;
  if (attempt > dryRunAttemptsMax) return end(platform, dryRun, gaveUp);
  try {
    const kind = modelKinds[dryRun.kind];
    const refused = await kind.check(platform, modelOf(dryRun), benchmark);
    if (refused) return await end(platform, dryRun, { state: 'rejected', ...refused });
    if (!kind.hasSample(benchmark)) return await end(platform, dryRun, { state: 'passed', outputs: null });
    await insertRun(db, {
      ...{ purpose: 'dry_run', kind: dryRun.kind, isLong: kind.isAlwaysLong, dryRunId, attempt, userId },
      ...{ priority: runPriorities.submitted, queuedAt: receivedAt },
    });
  } catch (cause) {
    if (attempt === dryRunAttemptsMax) await end(platform, dryRun, gaveUp);
    throw cause;
  }
}

/** A dry run's run on the public sample. */
export const sampleOfDryRun: RunPurposeOf = {
  async compose(platform, _vault, run) {
    const found = await findTried(platform, run);
    if (!found) return null;
    const { dryRun, benchmark } = found;
    return modelKinds[run.kind].composeOnSample(platform, modelOf(dryRun), benchmark, {
      ...{ isLong: run.isLong, isOfSubmission: false, format: null },
    });
  },
  async finish(platform, _vault, run, ran) {
    const found = await findTried(platform, run);
    if (!found) return;
    const { dryRun, benchmark } = found;
    const onSample = await readOnSample(platform, benchmark, ran, null);
    await end(
      platform,
      dryRun,
      onSample.ok
        ? { state: 'passed', outputs: onSample.value && listDryRunOutputs(onSample.value, benchmark.classes) }
        : { state: 'rejected', ...onSample.error },
    );
  },
  async fail(platform, _vault, run, ending) {
    const found = await findTried(platform, run);
    if (!found) return;
    await end(platform, found.dryRun, ending === lostByRunners ? notRun : gaveUp);
  },
};

const findTried = async ({ client: { db } }: RunPlatform, { dryRunId, attempt }: RunRow) =>
  dryRunId === null ? undefined : findDryRunTry(db, { dryRunId, attempt });

const modelOf = ({ dryRunId, sha256, byteCount }: DryRunRow) => ({
  ...{ key: objectKeys.dryRun(dryRunId), id: dryRunId },
  ...{ sha256, byteCount },
});

async function deleteFileOfDeleted(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  dryRunId: string,
): Promise<void> {
  if (!(await isDryRunUnfinished(db, dryRunId))) await objects.delete(objectKeys.dryRun(dryRunId));
}

const notRun: DryRunOutcome = { state: 'failed', code: lostByRunners.code, message: lostByRunners.message };

const gaveUp: DryRunOutcome = {
  state: 'failed',
  code: 'scorer_failed',
  message: 'The platform could not try this; the operator has the log.',
};

async function end(
  platform: Pick<ScorerPlatform, 'client' | 'objects'>,
  dryRun: Pick<DryRunRow, 'dryRunId' | 'attempt'>,
  outcome: DryRunOutcome,
): Promise<void> {
  const { db } = platform.client;
  const isMine = await updateDryRunFinished(db, dryRun, { ...outcome, finishedAt: await readClock(db) });
  if (isMine) await platform.objects.delete(objectKeys.dryRun(dryRun.dryRunId));
}

/** Fails dry runs whose deadline has passed, and deletes old ones. */
export async function sweepDryRuns(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  now: Date,
): Promise<void> {
  for (const one of await listOverdueDryRuns(db, now))
    if (await updateDryRunFinished(db, one, { ...tooLate, finishedAt: now }))
      await objects.delete(objectKeys.dryRun(one.dryRunId));
  await deleteDryRunsBefore(db, new Date(now.getTime() - dryRunRetentionMs));
}

const tooLate = {
  state: 'failed',
  code: 'deadline_passed',
  message: 'The platform did not try this in time. Send it again.',
} as const;
