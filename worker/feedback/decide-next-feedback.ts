import type { Transaction } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  aloneTallyOf,
  findBaselineBefore,
  listSubmissionsInOrder,
  listTeamsOfGroup,
  lockTallies,
  type SubmissionInOrder,
  type TallyRow,
  tallyOf,
  updateFeedback,
  updateSinceImprovement,
  updateTally,
} from '@/db/queries/feedback-queries';
import { insertFlags } from '@/db/queries/flag-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { addTallies, countFeedback, noFeedback } from '@/lib/core/exposure/exposure';
import { composeFeedback } from '@/lib/core/feedback/compose-feedback';
import { decideFeedback, type FeedbackRules } from '@/lib/core/feedback/decide-feedback';
import { type LadderProgress, listDecidable } from '@/lib/core/feedback/ladder/advance-ladder';
import { flagTinyEdit } from '@/lib/core/flags/equal-file';
import type { StartedRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { readSubmissionToDecide } from './read-submission-to-decide';

type Context = { round: StartedRound; benchmark: BenchmarkRow; teamId: string };

/**
 * Decides the next feedback of the team's group of linked teams, if any is due, in one transaction. It locks
 * the group's tallies, and reads and writes the current best and the counts under that lock. A try that is
 * killed has changed nothing, and the next one decides the same. Which SQL statements run doesn't depend on
 * the outcome. @returns `none` if none was due; otherwise `more` if another scored submission of the group
 * was waiting at the same time, or `last`. A submission that is scored later queues a job of its own.
 */
export async function decideNextFeedback(
  platform: ScorerPlatform,
  vault: RoundVault,
  context: Context,
): Promise<'none' | 'last' | 'more'> {
  const { round, benchmark, teamId } = context;
  const { roundId } = round;
  const rules = feedbackRulesOf(round, benchmark);
  const decided = await platform.client.db.transaction(async (tx) => {
    const teamIds = await listTeamsOfGroup(tx, roundId, teamId);
    const tallies = await lockTallies(tx, roundId, teamIds);
    const line = await listSubmissionsInOrder(tx, roundId, teamIds);
    const [next, ...others] = listNext(line);
    if (!next) return null;
    const own = requireTally(tallies, next.teamId);
    const baseline = await findFirstFile(tx, rules, roundId, next);
    // Waits for the baseline: the feedback must not depend on whether the baseline or the submission is
    // scored first. When the baseline's scoring ends, it queues the round's feedback again.
    if (baseline && baseline.state !== 'scored' && own.incumbentSubmissionId === null) return null;
    const teamState = {
      own: tallyOf(own),
      linked: addTallies(tallies.filter((row) => row !== own).map(tallyOf)),
    };
    const { submission, incumbent, groups, nearestEditCount } = await readSubmissionToDecide(
      platform,
      vault,
      tx,
      {
        ...context,
        rules,
        line,
        submissionId: next.submissionId,
        incumbentSubmissionId: own.incumbentSubmissionId,
        baselineSubmissionId: baseline?.submissionId ?? null,
      },
    );
    const decided = decideFeedback({ ...rules, groups }, { ...teamState, incumbent }, submission);
    await storeTallies(tx, { next, tallies, own, decided });
    const request = await storeFeedback(tx, next, {
      rules: { ...rules, quotaPerRound: round.quotaPerRound },
      decision: decided.decision,
      before: addTallies([teamState.own, teamState.linked]),
      after: addTallies([decided.tallies.own, decided.tallies.linked]),
      officialAt: round.closesAt,
    });
    await raiseTinyEdit(tx, {
      roundId,
      submissionId: next.submissionId,
      changedCount: nearestEditCount,
      itemCount: rules.itemCount,
    });
    await addScorerJob(tx, 'publish_snapshot', { roundId });
    return { request, submission: next.submissionId, isLast: others.length === 0 };
  });
  if (decided === null) return 'none';
  const { isLast, ...submission } = decided;
  platform.log.info(submission, 'feedback on a submission was decided');
  return isLast ? 'last' : 'more';
}

/**
 * Finds the maintainers' baseline, which is a team's current best before its first improvement. Only ladder
 * policies use one.
 */
const findFirstFile = async (
  tx: Transaction,
  { policy }: Pick<FeedbackRules, 'policy'>,
  roundId: string,
  { submissionId }: SubmissionInOrder,
) => (policy === 'guarded-ladder' ? findBaselineBefore(tx, roundId, submissionId) : undefined);

/** Stores the counts of the group's feedback, including this one. */
async function storeTallies(
  tx: Transaction,
  {
    next: { submissionId, teamId },
    tallies,
    own,
    decided: { kind, tallies: after },
  }: {
    next: SubmissionInOrder;
    tallies: readonly TallyRow[];
    own: TallyRow;
    decided: Pick<ReturnType<typeof decideFeedback>, 'kind' | 'tallies'>;
  },
): Promise<void> {
  const { roundId } = own;
  const isAnnounced = kind === 'improvement';
  const alone = { own: aloneTallyOf(own), linked: noFeedback };
  await updateTally(tx, {
    roundId,
    teamId,
    tally: after.own,
    alone: kind === null ? alone.own : countFeedback(alone, kind).own,
    incumbentSubmissionId: isAnnounced ? submissionId : own.incumbentSubmissionId,
  });
  await updateSinceImprovement(tx, { roundId, teamIds: tallies.map((row) => row.teamId), isAnnounced });
}

/** Returns the rules of a round's feedback, without the groups of its items, which are encrypted. */
function feedbackRulesOf(round: StartedRound, { metric }: BenchmarkRow): Omit<FeedbackRules, 'groups'> {
  const { feedbackPolicy, itemCount, feedbackCount, feedbackCap } = round;
  return {
    policy: feedbackPolicy,
    metric,
    itemCount,
    feedbackCount,
    feedbackCap,
  };
}

/** Stores a submission's feedback. @returns the id of the HTTP request that sent the submission */
async function storeFeedback(
  tx: Transaction,
  { submissionId }: SubmissionInOrder,
  input: Parameters<typeof composeFeedback>[0],
): Promise<string | null> {
  const stored = await updateFeedback(tx, submissionId, composeFeedback(input));
  if (!stored) throw new Error('a submission got feedback without the lock of its team group');
  return stored.requestId;
}

/**
 * Lists the submissions whose feedback is due, the next one first. Submissions with feedback are skipped at
 * any position, since teams that were linked later may have got theirs in any order.
 */
function listNext(line: readonly SubmissionInOrder[]): readonly SubmissionInOrder[] {
  const waiting = line
    .filter(({ hasFeedback }) => !hasFeedback)
    .map((submissionInLine) => ({
      ...submissionInLine,
      id: submissionInLine.submissionId,
      progress: progressOf(submissionInLine),
    }));
  return listDecidable(waiting);
}

function progressOf({ state }: SubmissionInOrder): LadderProgress {
  if (state === 'scored') return 'scored';
  return state === 'rejected' || state === 'failed' ? 'failed' : 'pending';
}

function requireTally(tallies: readonly TallyRow[], teamId: string): TallyRow {
  const found = tallies.find((row) => row.teamId === teamId);
  if (!found) throw new Error('a locked tally no longer exists');
  return found;
}

/**
 * Flags a very small edit when its feedback is decided, while the round is still open: it is visible in the
 * team's files alone, and no label is read. Maintainers get mail about it only after the official ranking.
 * @param changedCount number of edits against the nearest earlier file of the team group; null if there is
 * none
 */
async function raiseTinyEdit(
  tx: Transaction,
  {
    roundId,
    submissionId: subject,
    changedCount,
    itemCount,
  }: { roundId: string; submissionId: string; changedCount: number | null; itemCount: number },
): Promise<void> {
  const flag = flagTinyEdit({ submission: subject, changedCount, itemCount });
  if (flag) await insertFlags(tx, [{ roundId, subject, flag, raisedAt: await readClock(tx) }]);
}
