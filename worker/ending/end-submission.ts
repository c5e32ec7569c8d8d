import type { Transaction } from '@/db/client';
import { hasBegunHiddenRun } from '@/db/hidden/model-run-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { deleteWaitingPractice, hasWaitingPractice } from '@/db/queries/practice-queries';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { finishSubmission } from '@/db/queries/submission-scorer-queries';
import { findBenchmarkOfTrained } from '@/db/queries/training-queries';
import { describeSlot } from '@/lib/core/submission/submission-state';
import type { ScorerPlatform } from '../scorer-platform';
import { decrypt, encrypt } from '../vault/round-cipher';
import { deleteRefusedArtefact } from './delete-artefacts';

export type WithoutScore = {
  readonly state: 'rejected' | 'failed';
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
};

export type Ending = { readonly state: 'scored' } | WithoutScore;

/**
 * Ends a submission and queues its feedback, which in turn queues a snapshot. A submission without a score
 * gets its slot back, unless its model has run on hidden inputs. Those inputs can cause even what looks like
 * a fault of the platform (a killed scorer, exhausted memory or time), so a returned slot would make the run
 * a free query of hidden inputs. @param within further writes of the same transaction @returns false, without
 * a change, when another try has begun or ended since
 */
export async function endSubmission(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'log'>,
  submission: SubmissionRow,
  ending: Ending,
  within: (tx: Transaction, now: Date) => Promise<void> = async () => {},
): Promise<boolean> {
  const { submissionId, roundId, attempt, isAutomatic, requestId } = submission;
  const isMine = await platform.client.db.transaction(async (tx) => {
    const finishedAt = await readClock(tx);
    const finished = { submissionId, attempt, finishedAt };
    if (ending.state === 'scored') {
      if (!(await finishSubmission(tx, finished, ending))) return false;
    } else {
      const hasSeenHidden = await hasBegunHiddenRun(tx, submissionId);
      const message = `${ending.message} ${describeSlot({ isAutomatic, hasSeenHidden })}`;
      if (!(await finishSubmission(tx, finished, { ...ending, message }))) return false;
      if (!hasSeenHidden) await deleteSlotsOf(tx, submissionId);
    }
    await within(tx, finishedAt);
    await beginPractice(tx, submission, ending);
    if (ending.state === 'scored') await beginTraining(tx, submission);
    // No snapshot is queued here: the feedback job queues one, which would replace it a moment later.
    await addScorerJob(tx, 'decide_feedback', { roundId });
    return true;
  });
  if (isMine)
    platform.log.info(
      { request: requestId, submission: submissionId, state: ending.state },
      'a submission has its final state',
    );
  if (isMine && ending.state !== 'scored') await deleteRefusedArtefact(platform, submission);
  return isMine;
}

/**
 * Queues practice runs of a model that has a score, on the revealed rounds that its team asked for; deletes
 * the requests of a model without one.
 */
async function beginPractice(
  tx: Transaction,
  { submissionId, versionId }: SubmissionRow,
  ending: Ending,
): Promise<void> {
  if (versionId === null) return;
  if (ending.state !== 'scored') await deleteWaitingPractice(tx, submissionId);
  else if (await hasWaitingPractice(tx, submissionId))
    await addScorerJob(tx, 'score_practice', { submissionId });
}

/**
 * Queues the first training of an image that trains itself, once the image has a score, on the rounds that
 * are revealed already.
 */
async function beginTraining(tx: Transaction, { versionId, isAutomatic }: SubmissionRow): Promise<void> {
  if (versionId === null || isAutomatic) return;
  const benchmarkId = await findBenchmarkOfTrained(tx, versionId);
  if (benchmarkId) await addScorerJob(tx, 'begin_trainings', { benchmarkId });
}

/**
 * Ending of a submission after the last failed try. The message names no cause, since an error's text may
 * quote hidden data.
 */
export const gaveUp = failed('scorer_failed', 'The platform could not score this; the operator has the log.');

export const lostByRunners = failed(
  'runner_lost',
  'The model was not run: each of the three runners that had it stopped responding, took too long or returned no result. The operator has the log.',
);

export const fileChanged = failed(
  'file_changed',
  'The stored file is not the one that was accepted, so it was not scored. The fault is the platform’s: you can send the file again.',
);

function failed(code: string, message: string): WithoutScore {
  return { state: 'failed', code, message, line: null, column: null };
}

/**
 * Length in bytes to which outcomes are padded: longer than any outcome, so that the length reveals nothing.
 */
const bytesPadded = 2_048;

/** Encrypts a submission's outcome, which is stored until it may be reported. */
export function sealEnding(key: Uint8Array, submissionId: string, ending: Ending): Buffer {
  const text = Buffer.from(JSON.stringify(ending));
  if (text.length > bytesPadded) throw new Error('an outcome is longer than its padding');
  const padding = Buffer.alloc(bytesPadded - text.length, ' ');
  return encrypt(key, `kept-outcome:${submissionId}`, Buffer.concat([text, padding]));
}

export function openEnding(key: Uint8Array, submissionId: string, sealed: Uint8Array): Ending {
  return JSON.parse(decrypt(key, `kept-outcome:${submissionId}`, sealed).toString('utf8'));
}
