import { listTeamsToDecide } from '@/db/queries/feedback-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { decideNextFeedback } from './decide-next-feedback';

/**
 * Decides all feedback of a round that can be decided now: for each group of linked teams its scored
 * submissions, in order of acceptance, up to the first unfinished one. Any number of scorers may do so
 * concurrently. Each decision queues a snapshot. If none could be decided after the close, a snapshot is
 * queued here, since the official ranking may wait for the submission that ended last. While the round is
 * open no such snapshot is queued: it would change no table, and its time would reveal when an automatic
 * evaluation ended.
 */
export async function runDecideFeedback(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const found = await findRoundWithBenchmark(platform.client.db, roundId);
  if (!found) return;
  const { round, benchmark } = found;
  // Before the opening there are no submissions.
  if (round.openedAt === null) return;
  const faults: unknown[] = [];
  let decidedCount = 0;
  for (const teamId of await listTeamsToDecide(platform.client.db, roundId))
    try {
      for (let decided = 'more'; decided === 'more'; ) {
        decided = await decideNextFeedback(platform, vault, { round, benchmark, teamId });
        if (decided !== 'none') decidedCount++;
      }
    } catch (fault) {
      // An error in one group doesn't stop the feedback of the others.
      faults.push(fault);
    }
  if (decidedCount === 0 && round.state !== 'open')
    await addScorerJob(platform.client.db, 'publish_snapshot', { roundId });
  if (faults.length > 0) throw new AggregateError(faults, 'feedback that could not be decided');
}
