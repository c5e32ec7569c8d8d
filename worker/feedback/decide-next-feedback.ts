import type { Transaction } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
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
import { addScorerJob } from '@/db/queries/job-queries';
import { addTallies, countFeedback, noFeedback } from '@/lib/core/exposure/exposure';
import { composeFeedback } from '@/lib/core/feedback/compose-feedback';
import { decideFeedback, type FeedbackRules } from '@/lib/core/feedback/decide-feedback';
import { type LadderProgress, listDecidable } from '@/lib/core/feedback/ladder/advance-ladder';
import type { StartedRound } from '@/lib/core/round/round';
import { raiseTinyEdit } from '../flags/raise-tiny-edit';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { readSubmissionToDecide } from './read-submission-to-decide';

type Asked = { round: StartedRound; benchmark: BenchmarkRow; teamId: string };

/**
 * Decides the next feedback of the team's group, if there is one, in one transaction that holds the group's tallies: its inputs,
 * the current best and the counts, are read and written under that lock. A killed one has changed nothing, and the next try
 * decides the same. The statements are the same for any feedback.
 * @returns true if there was one
 */
export async function decideNextFeedback(
  platform: ScorerPlatform,
  vault: RoundVault,
  asked: Asked,
): Promise<boolean> {
  const { round, benchmark, teamId } = asked;
  const { roundId } = round;
  const rules = feedbackRulesOf(round, benchmark);
  return platform.client.db.transaction(async (tx) => {
    const teamIds = await listTeamsOfGroup(tx, roundId, teamId);
    const tallies = await lockTallies(tx, roundId, teamIds);
    const line = await listSubmissionsInOrder(tx, roundId, teamIds);
    const next = findNext(line);
    if (!next) return false;
    const own = requireTally(tallies, next.teamId);
    const baseline = await findFirstFile(tx, rules, roundId, next);
    // Whichever is scored first, the feedback is the same. The end of the baseline queues the round's feedback again.
    if (baseline && baseline.state !== 'scored' && own.incumbentSubmissionId === null) return false;
    const teamState = {
      own: tallyOf(own),
      linked: addTallies(tallies.filter((row) => row !== own).map(tallyOf)),
    };
    const { submission, incumbent, groups, nearestEditCount } = await readSubmissionToDecide(
      platform,
      vault,
      tx,
      {
        ...asked,
        rules,
        line,
        submissionId: next.submissionId,
        incumbentSubmissionId: own.incumbentSubmissionId,
        baselineSubmissionId: baseline?.submissionId ?? null,
      },
    );
    const decided = decideFeedback({ ...rules, groups }, { ...teamState, incumbent }, submission);
    await storeTallies(tx, { next, tallies, own, decided });
    await tell(tx, next, {
      rules: { ...rules, quotaPerRound: benchmark.quotaPerRound },
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
    return true;
  });
}

/** The maintainers' baseline, the current best of a team before its first improvement; only a ladder has one. */
const findFirstFile = async (
  tx: Transaction,
  { policy }: Pick<FeedbackRules, 'policy'>,
  roundId: string,
  { submissionId }: SubmissionInOrder,
) => (policy === 'guarded-ladder' ? findBaselineBefore(tx, roundId, submissionId) : undefined);

/** The group's feedback, including this one. */
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

/** Rules of a round's feedback; the groups of its items are sealed. */
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

async function tell(
  tx: Transaction,
  { submissionId }: SubmissionInOrder,
  answered: Parameters<typeof composeFeedback>[0],
): Promise<void> {
  if (!(await updateFeedback(tx, submissionId, composeFeedback(answered))))
    throw new Error('a submission was answered without the lock of its group');
}

/** Submissions with feedback are skipped: those of teams linked later may be in any order. */
function findNext(line: readonly SubmissionInOrder[]): SubmissionInOrder | undefined {
  const waiting = line
    .filter(({ hasFeedback }) => !hasFeedback)
    .map((submissionInLine) => ({
      ...submissionInLine,
      id: submissionInLine.submissionId,
      progress: progressOf(submissionInLine),
    }));
  return listDecidable(waiting)[0];
}

function progressOf({ state }: SubmissionInOrder): LadderProgress {
  if (state === 'scored') return 'scored';
  return state === 'rejected' || state === 'failed' ? 'failed' : 'pending';
}

function requireTally(tallies: readonly TallyRow[], teamId: string): TallyRow {
  const found = tallies.find((row) => row.teamId === teamId);
  if (!found) throw new Error('a locked tally has gone');
  return found;
}
