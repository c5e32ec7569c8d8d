import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '@/db/client';
import { insertHiddenRun, updateHiddenRunOutcome } from '@/db/hidden/model-run-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJobAt } from '@/db/queries/job-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { lockTry } from '@/db/queries/submission-scorer-queries';
import { type Ending, sealEnding } from '../ending/end-submission';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { longRun, type RunShares } from './run-version';

/** Error of a run whose submission another try has claimed: the run must end without a result. */
export class Superseded extends Error {
  override name = 'Superseded';
}

/** One run of a submission's model on hidden inputs. */
type HiddenRun = {
  hasBegun(): boolean;
  /** Called before the model reads any input. @throws Superseded */
  begin(): Promise<void>;
  /**
   * Stores the submission's outcome, with further writes, until the outcome is reported. The same transaction queues the job that
   * reports it: a scorer killed before the commit has completed no run, and one killed after it has no work left.
   * @returns false, without a change, when another try has begun or ended since
   */
  keep(ending: Ending, within?: (tx: Transaction, now: Date) => Promise<void>): Promise<boolean>;
  /** Releases the queue, at a time that reveals little of the run's duration. */
  leaveQueue(): Promise<void>;
};

export function makeHiddenRun(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  vault: Pick<RoundVault, 'openKey'>,
  submission: SubmissionRow,
  { isLong }: Pick<RunShares, 'isLong'>,
): HiddenRun {
  const { submissionId, roundId } = submission;
  let startedAtMs: number | null = null;
  return {
    hasBegun: () => startedAtMs !== null,
    async begin() {
      await db.transaction(async (tx) => {
        if (!(await lockTry(tx, submission))) throw new Superseded();
        await insertHiddenRun(tx, submissionId, await readClock(tx));
      });
      startedAtMs = performance.now();
    },
    async keep(ending, within = async () => {}) {
      if (startedAtMs === null) throw new Error('the run has not begun');
      const outcome = sealEnding(await vault.openKey(roundId), submissionId, ending);
      const tookMs = performance.now() - startedAtMs;
      return db.transaction(async (tx) => {
        const now = await readClock(tx);
        const reportableAt = new Date(now.getTime() + computeReportDelayMs(tookMs, isLong) - tookMs);
        if (!(await lockTry(tx, submission))) return false;
        await within(tx, now);
        await updateHiddenRunOutcome(tx, submissionId, { outcome, reportableAt });
        await addScorerJobAt(tx, 'finish_model', { submissionId }, reportableAt);
        return true;
      });
    },
    async leaveQueue() {
      if (startedAtMs !== null) await holdQueue(startedAtMs, isLong);
    },
  };
}

/** Time in which a run that was stopped at its time limit is read and stored. */
const settledMsMax = longRun.round.wallMsMax + 30_000;

const reportDelaysMs = [1_000, 4_000, 16_000, 64_000, 256_000, settledMsMax];

/**
 * Time from the beginning of a run on hidden inputs to the report of its outcome: one of six. A model can choose its duration by
 * its inputs: to the millisecond that would leak twenty bits a run.
 */
export const computeReportDelayMs = (tookMs: number, isLong: boolean): number =>
  findStep(reportDelaysMs, tookMs, isLong);

/** Durations from a quarter of a second on, each √2 times the one before. They include each reporting time. */
const holdStepsMs = [...Array.from({ length: 23 }, (_, i) => 250 * 2 ** (i / 2)), settledMsMax];

/**
 * Time for which a run on hidden inputs holds its queue. The owner of the next job can observe when the queue is released, so the
 * time is one of 24 durations: at most 1.42 times the run's own duration, or a quarter of a second; in the queue of long runs, more
 * than 16 seconds.
 */
export const computeQueueHeldMs = (tookMs: number, isLong: boolean): number =>
  findStep(holdStepsMs, tookMs, isLong);

/** Longer than any step of a short run: a long run, which may end sooner at its second try, must not have a step more. */
const longMsMin = 16_001;

const findStep = (stepsMs: readonly number[], tookMs: number, isLong: boolean): number =>
  stepsMs.find((ms) => ms >= tookMs && (!isLong || ms >= longMsMin)) ?? tookMs;

async function holdQueue(startedAtMs: number, isLong: boolean): Promise<void> {
  const tookMs = performance.now() - startedAtMs;
  await sleep(computeQueueHeldMs(tookMs, isLong) - tookMs);
}
