import { objectKeys } from '@/adapters/object-store/object-store';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  claimDryRun,
  type DryRunOutcome,
  type DryRunRow,
  deleteDryRunsBefore,
  listOverdueDryRuns,
  updateDryRunFinished,
} from '@/db/queries/dry-run-queries';
import {
  dryRunAttemptsMax,
  dryRunDeadlineMs,
  dryRunRetentionMs,
  listDryRunOutputs,
} from '@/lib/core/model/model-version';
import type { ScorerPlatform } from '../scorer-platform';
import { noRunnerMessage } from './run-version';
import { firstSampleMsMax, tryModel } from './try-model';

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity' | 'findRunner'>;

/**
 * Runs a model on its benchmark's public sample, like the test run before a round, and deletes its file.
 * @throws to be tried again, while tries are left
 */
export async function runDryRun(platform: Platform, { dryRunId }: { dryRunId: string }): Promise<void> {
  const { db } = platform.client;
  const deadline = new Date((await readClock(db)).getTime() + dryRunDeadlineMs.running);
  const claimed = await claimDryRun(db, dryRunId, deadline);
  // Finished, or deleted with its sender's account.
  if (!claimed) return platform.objects.delete(objectKeys.dryRun(dryRunId));
  const { dryRun, benchmark } = claimed;
  if (dryRun.attempt > dryRunAttemptsMax) return end(platform, dryRun, gaveUp);
  try {
    await end(platform, dryRun, await findOutcome(platform, dryRun, benchmark));
  } catch (cause) {
    if (dryRun.attempt === dryRunAttemptsMax) await end(platform, dryRun, gaveUp);
    throw cause;
  }
}

async function findOutcome(
  platform: Platform,
  { dryRunId, sha256, byteCount }: DryRunRow,
  benchmark: BenchmarkRow,
): Promise<DryRunOutcome> {
  const runner = await platform.findRunner();
  if (runner === null) return { state: 'failed', code: 'runner_unavailable', message: noRunnerMessage };
  const artefact = { key: objectKeys.dryRun(dryRunId), id: dryRunId, sha256, byteCount };
  const tried = await tryModel(platform, runner, artefact, {
    benchmark,
    limits: { wallMsMax: firstSampleMsMax },
  });
  if (!tried.ok) return { state: 'rejected', ...tried.error };
  const { onSample } = tried.value;
  return { state: 'passed', outputs: onSample && listDryRunOutputs(onSample, benchmark.classes) };
}

const gaveUp: DryRunOutcome = {
  state: 'failed',
  code: 'scorer_failed',
  message: 'The platform could not try this; the operator has the log.',
};

async function end(platform: Platform, dryRun: DryRunRow, outcome: DryRunOutcome): Promise<void> {
  const { db } = platform.client;
  const isMine = await updateDryRunFinished(db, dryRun, { ...outcome, finishedAt: await readClock(db) });
  if (isMine) await platform.objects.delete(objectKeys.dryRun(dryRun.dryRunId));
}

/** Fails the dry runs past their deadline, and deletes old ones. */
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
