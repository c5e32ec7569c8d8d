import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import {
  insertAutomaticSubmission,
  listVersionsToEnter,
  type VersionToEnter,
} from '@/db/queries/automatic-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob, hasScorerJob } from '@/db/queries/job-queries';
import { lockOpenRound, lockRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findPublicationTime } from '@/db/queries/snapshot-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import type { Round } from '@/lib/core/round/round';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import type { ScorerPlatform } from '../scorer-platform';

type Platform = Pick<ScorerPlatform, 'client'>;

/**
 * Enters the active versions in a round that has opened, even if the round has closed since and isn't ranked
 * yet.
 */
export async function runBeginAutomatic(platform: Platform, { roundId }: { roundId: string }): Promise<void> {
  for (const state of ['open', 'closed'] as const) {
    const found = await findRoundIn(platform.client.db, roundId, state);
    if (found) await enterVersions(platform, found.round);
  }
}

/**
 * Enters the versions that are missing in a closed round before its official ranking, if the round closed
 * before the job of its opening had ended.
 */
export async function enterVersionsLeft(platform: Platform, round: Round): Promise<void> {
  const isLeft = await hasScorerJob(platform.client.db, 'begin_automatic', { roundId: round.roundId });
  if (isLeft && round.state === 'closed') await enterVersions(platform, round);
}

/** Locks a closed round. False if it has an official ranking. */
async function lockUnrankedRound(tx: Transaction, roundId: string): Promise<boolean> {
  const round = await lockRound(tx, roundId);
  return round?.state === 'closed' && !(await findPublicationTime(tx, roundId, 'final'));
}

/**
 * Enters every active version that was frozen before the round opened, once each, as a submission that uses
 * no slot, with its job. A repeated run, also after a kill, enters the missing versions. Teams alternate, so
 * that no team's many versions precede another team's first. Each version gets a later time of receipt than
 * the one before it: the last frozen version of a model then counts, here and in the archive.
 */
async function enterVersions(
  { client: { db } }: Platform,
  { roundId, openedAt, state }: Round,
): Promise<void> {
  if (openedAt === null) throw new Error('a round without the instant of its opening');
  const lock = state === 'open' ? lockOpenRound : lockUnrankedRound;
  let newest = 0;
  for (const version of await listVersionsToEnter(db, { roundId, openedAt }))
    await unlessNameIsTaken(() =>
      db.transaction(async (tx) => {
        if (!(await lock(tx, roundId))) return;
        const now = new Date(Math.max((await readClock(tx)).getTime(), newest + 1));
        newest = now.getTime();
        await enter(tx, { ...version, roundId, receivedAt: now });
      }),
    );
}

async function enter(
  tx: Transaction,
  entry: VersionToEnter & { roundId: string; receivedAt: Date },
): Promise<void> {
  const submissionId = randomUUID();
  const deadlineAt = new Date(entry.receivedAt.getTime() + stateDeadlineMs.queued);
  if (await insertAutomaticSubmission(tx, { ...entry, submissionId, deadlineAt }))
    await addScorerJob(tx, 'score_model', { submissionId });
}

/**
 * Enters a version unless its team has sent another file under the version's name in this round: then only
 * this evaluation is left out.
 */
async function unlessNameIsTaken(enterOne: () => Promise<void>): Promise<void> {
  try {
    await enterOne();
  } catch (error) {
    if (!constraintsOfNames.includes(findViolatedConstraint(error) ?? '')) throw error;
  }
}

const constraintsOfNames = ['version_files_pkey', 'version_files_skeleton_key'];
