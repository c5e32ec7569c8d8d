import type { Executor, Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import {
  type FlaggedSubmission,
  findFlagById,
  isInTeamOf,
  listFlaggedSubmissionsByIds,
  listFlagsOf,
} from '@/db/queries/flag-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  findPendingTeamWithdrawal,
  insertTeamWithdrawal,
  listWithdrawnTeams,
  type PendingTeamWithdrawal,
  updateTeamWithdrawal,
} from '@/db/queries/moderation-queries';
import { lockRound } from '@/db/queries/round-queries';
import { countScoredOfTeam } from '@/db/queries/submission-queries';
import {
  type PendingWithdrawalView,
  type TeamWithdrawalView,
  withdrawTeamSchema,
} from '@/lib/contracts/moderation';
import { isOfTwoTeams, listFlaggedSubmissions } from '@/lib/core/flags/flag';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { RevealedRound, Round } from '@/lib/core/round/round';
import { asConsenter } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import {
  askForConsent,
  refuseSecondProposal,
  requireDropper,
  requireSecondPerson,
  viewOfProposal,
} from '../access/proposal';
import { recordAuditEvent } from '../access/record-audit-event';

type Act = {
  tx: Transaction;
  round: RevealedRound;
  actor: Actor;
  as: 'maintainer' | 'operator';
  pending: PendingTeamWithdrawal | undefined;
};

type Done = Promise<Result<null>>;

/**
 * Withdraws a team that copied from a revealed round, in two steps by two people: a maintainer proposes with a public reason, for a
 * flag that names the team as one of two; another maintainer or an operator consents. Nobody in one of the two teams takes part. The
 * database also requires both people and the flag, and withdraws the submissions with the consent; the scorer then publishes the
 * ranking without them. The public learns the team and the reason, and neither the flag nor the other team.
 */
export const withdrawTeam = asConsenter(withdrawTeamSchema, async ({ actor: person, as, round }, input) => {
  const { roundId } = round;
  const { reason, drop, consent_to, flag = '', team = '' } = input;
  return transact(async (tx): Promise<Result<TeamWithdrawalView>> => {
    const round = await lockRound(tx, roundId);
    if (!round) return refuse({ kind: 'not_found', what: 'round' });
    if (round.state !== 'revealed') return refuse({ kind: 'not_revealed', state: round.state });
    const pending = await findPendingTeamWithdrawal(tx, roundId);
    const act: Act = { tx, round, actor: person, as, pending };
    if (consent_to !== undefined && consent_to !== pending?.withdrawalId) return noSuchProposal;
    const done = await (reason
      ? propose(act, { reason, flagId: flag, team })
      : drop
        ? dropProposal(act)
        : consent(act));
    if (!done.ok) return done;
    const left = await findPendingTeamWithdrawal(tx, roundId);
    return ok({ pending: left ? viewOfWithdrawal(left, person) : null });
  });
});

const noSuchProposal = refuse<Refusal>({ kind: 'not_found', what: 'proposal to withdraw a team' });

async function propose(
  { tx, round, actor, as, pending }: Act,
  { reason, flagId, team }: { reason: string; flagId: string; team: string },
): Done {
  if (as === 'operator') return refuse({ kind: 'forbidden', needs: 'a maintainer of this benchmark' });
  if (pending) return refuseSecondProposal(pending, actor);
  const pair = await requirePair(tx, round, actor, flagId);
  if (!pair.ok) return pair;
  const submission = pair.value.find((one) => one.team === team);
  if (!submission) return refuseTeam('the flag names no such team');
  const { teamId, teamName } = submission;
  if ((await countScoredOfTeam(tx, round.roundId, teamId)) === 0)
    return refuseTeam('all submissions of the team are withdrawn already');
  const at = await readClock(tx);
  const { roundId } = round;
  const withdrawal = await insertTeamWithdrawal(tx, {
    ...{ roundId, teamId, flagId, reason, proposedBy: actor.userId, proposedAt: at },
  });
  await record({ tx, round, actor, as }, 'team_withdrawal_proposed', {
    ...{ withdrawal, team: teamName, reason },
  });
  await askForConsent(tx, round, { what: 'withdrawal', reason, proposer: actor, at });
  return ok(null);
}

const refuseTeam = (detail: string) => refuse(faultyField('invalid', 'team', detail));

/** The two submissions of a flag of this round, for a person who is in neither team. */
async function requirePair(
  tx: Executor,
  { roundId }: RevealedRound,
  person: Actor,
  flagId: string,
): Promise<Result<readonly FlaggedSubmission[]>> {
  const flag = await findFlagById(tx, flagId);
  if (flag?.roundId !== roundId || !isOfTwoTeams(flag.flag))
    return refuse({ kind: 'not_found', what: 'flag of two teams in this round' });
  const pair = await listFlaggedSubmissionsByIds(tx, listFlaggedSubmissions(flag.flag));
  return (await isInTeamOf(tx, person.userId, pair))
    ? refuse({ kind: 'forbidden', needs: 'a person who is in none of the two teams' })
    : ok(pair);
}

async function consent({ tx, round, actor, as, pending }: Act): Done {
  if (!pending) return noSuchProposal;
  const proposer = requireSecondPerson(pending, actor);
  if (!proposer.ok) return proposer;
  const pair = await requirePair(tx, round, actor, pending.flagId);
  if (!pair.ok) return pair;
  const { roundId } = round;
  const { withdrawalId: withdrawal, teamId, teamName: team, reason } = pending;
  const submissionCount = await countScoredOfTeam(tx, roundId, teamId);
  // A trigger withdraws the submissions.
  await updateTeamWithdrawal(tx, withdrawal, {
    consentedBy: actor.userId,
    consentedAt: await readClock(tx),
  });
  await record({ tx, round, actor, as }, 'team_withdrawn', {
    ...{ withdrawal, team, reason, submission_count: submissionCount },
  });
  await addJob(tx, 'republish_ranking', { roundId });
  return ok(null);
}

async function dropProposal({ tx, round, actor, as, pending }: Act): Done {
  if (!pending) return noSuchProposal;
  const dropper = requireDropper(pending, actor);
  if (!dropper.ok) return dropper;
  const { withdrawalId: withdrawal } = pending;
  await updateTeamWithdrawal(tx, withdrawal, { droppedAt: await readClock(tx) });
  await record({ tx, round, actor, as }, 'team_withdrawal_dropped', { withdrawal });
  return ok(null);
}

function record(
  { tx, round, actor, as }: Omit<Act, 'pending'>,
  act: 'team_withdrawal_proposed' | 'team_withdrawal_dropped' | 'team_withdrawn',
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const { benchmarkId, roundId } = round;
  return recordAuditEvent(tx, act, { actor, actorKind: as, benchmarkId, roundId, detail });
}

const viewOfWithdrawal = (pending: PendingTeamWithdrawal, reader: Actor): PendingWithdrawalView => ({
  ...viewOfProposal(pending.withdrawalId, pending, reader),
  team: pending.team,
  team_name: pending.teamName,
});

/** The proposal that waits, and for maintainers the flagged teams that could be proposed. */
export type WithdrawableTeams = {
  pending: PendingWithdrawalView | null;
  teams: readonly { flag: string; team: string; name: string; other: string }[];
};

/** Null before the reveal. */
export async function readWithdrawableTeams(
  db: Executor,
  { round, as, reader }: { round: Round; as: 'maintainer' | 'operator' | 'auditor'; reader: Actor },
): Promise<WithdrawableTeams | null> {
  if (round.state !== 'revealed' || as === 'auditor') return null;
  const pending = await findPendingTeamWithdrawal(db, round.roundId);
  return {
    pending: pending ? viewOfWithdrawal(pending, reader) : null,
    teams: as === 'maintainer' && !pending ? await listFlaggedTeams(db, round) : [],
  };
}

async function listFlaggedTeams(
  db: Executor,
  { benchmarkId, roundId }: RevealedRound,
): Promise<WithdrawableTeams['teams']> {
  const flags = (await listFlagsOf(db, benchmarkId)).filter(
    (row) => row.roundId === roundId && isOfTwoTeams(row.flag),
  );
  const [submissions, withdrawn] = [
    await listFlaggedSubmissionsByIds(
      db,
      flags.flatMap(({ flag }) => listFlaggedSubmissions(flag)),
    ),
    await listWithdrawnTeams(db, roundId),
  ];
  const flagged = flags.flatMap(({ flagId, flag }) => {
    const ids = listFlaggedSubmissions(flag);
    const pair = submissions.filter(({ submissionId }) => ids.includes(submissionId));
    return pair
      .filter(({ teamId }) => !withdrawn.includes(teamId))
      .map(({ team, teamName }) => {
        const other = pair.find((one) => one.team !== team)?.teamName ?? '';
        return { flag: flagId, team, name: teamName, other };
      });
  });
  // Several flags may name the same two teams.
  return flagged.filter(
    ({ team, other }, i) => flagged.findIndex((one) => one.team === team && one.other === other) === i,
  );
}
