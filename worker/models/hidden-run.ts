import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '@/db/client';
import { insertHiddenRun, updateHiddenRunKept } from '@/db/hidden/hidden-run-queries';
import { addScorerJobAt } from '@/db/queries/add-scorer-job';
import { readClock } from '@/db/queries/read-clock';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { lockTry } from '@/db/queries/submission-scorer-queries';
import type { Ending } from '../ending/end-submission';
import { runLimitsDefault } from '../runner/run-limits';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { sealEnding } from './kept-ending';

const toldStepsMs = [1_000, 4_000, 16_000, 64_000, 256_000];

/** A run that takes all its time is stopped, read and kept a little later. */
const settledWithinMs = 30_000;

/** Steps of √2 from a quarter of a second on, so that each told one is among them. */
const laneStepsMs = Array.from({ length: 23 }, (_, i) => 250 * 2 ** (i / 2));

/** Another try at the submission has begun: this one has no more to say. */
export class Superseded extends Error {
  override name = 'Superseded';
}

/** One run of a submission's model on inputs that nobody may see. */
export type HiddenRun = {
  hasBegun(): boolean;
  /** Comes before the model sees anything. @throws Superseded */
  begin(): Promise<void>;
  /**
   * Keeps how the submission ends, and what belongs to it, until it is told. In the transaction is the job that tells it: a scorer that is
   * killed before it has run nothing to its end, and one that is killed after it has nothing left to do.
   * @returns false when another try has begun or ended since: then nothing is changed
   */
  keep(ending: Ending, within?: (tx: Transaction, now: Date) => Promise<void>): Promise<boolean>;
  /** Lets the lane go on, at an instant that tells little of how long the run took. */
  leaveLane(): Promise<void>;
};

const { wallMsMax } = runLimitsDefault;

export function makeHiddenRun(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  vault: Pick<RoundVault, 'openKey'>,
  submission: SubmissionRow,
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
      if (startedAtMs === null) throw new Error('a run that never began');
      const outcome = sealEnding(await vault.openKey(roundId), submissionId, ending);
      const tookMs = performance.now() - startedAtMs;
      return db.transaction(async (tx) => {
        const now = await readClock(tx);
        const toldAt = new Date(now.getTime() + computeToldAfterMs(tookMs, wallMsMax) - tookMs);
        if (!(await lockTry(tx, submission))) return false;
        await within(tx, now);
        await updateHiddenRunKept(tx, submissionId, { outcome, toldAt });
        await addScorerJobAt(tx, 'finish_model', { submissionId }, toldAt);
        return true;
      });
    },
    async leaveLane() {
      if (startedAtMs !== null) await holdLane(startedAtMs, wallMsMax);
    },
  };
}

/**
 * How long after the beginning of a run on hidden inputs its outcome is told: one of six times. A model takes as long as it likes, for
 * whatever it sees: to the millisecond that would be twenty bits a run.
 */
export const computeToldAfterMs = (tookMs: number, wallMsMax: number): number =>
  findStep(toldStepsMs, tookMs, wallMsMax);

/**
 * How long such a run holds its lane: what waits there is begun as soon as it goes on, so whoever has something there sees when. One of
 * 24 times, each at most 1.42 times what the run took, or a quarter of a second.
 */
export const computeLaneHeldMs = (tookMs: number, wallMsMax: number): number =>
  findStep(laneStepsMs, tookMs, wallMsMax);

const findStep = (stepsMs: readonly number[], tookMs: number, wallMsMax: number): number =>
  stepsMs.find((ms) => ms >= tookMs) ?? Math.max(wallMsMax + settledWithinMs, tookMs);

async function holdLane(startedAtMs: number, wallMsMax: number): Promise<void> {
  const tookMs = performance.now() - startedAtMs;
  await sleep(computeLaneHeldMs(tookMs, wallMsMax) - tookMs);
}
