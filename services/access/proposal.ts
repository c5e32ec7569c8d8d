import type { Transaction } from '@/db/client';
import type { Proposal } from '@/db/queries/moderation-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import type { PendingProposalView } from '@/lib/contracts/moderation';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './caller';

/**
 * The rule of every proposal: the proposer doesn't consent, and a proposal is void when its proposer has left or lost the role. The
 * trigger `proposals_take_two_people` enforces the same rule.
 * @returns the proposer's user id
 */
export function requireSecondPerson(
  { proposedBy, isByMaintainer }: Pick<Proposal, 'proposedBy' | 'isByMaintainer'>,
  person: Actor,
): Result<string> {
  if (proposedBy === person.userId) return refuse({ kind: 'second_person_needed' });
  return proposedBy && isByMaintainer ? ok(proposedBy) : refuse({ kind: 'proposal_void' });
}

/** Refuses a second proposal beside one that waits. */
export function refuseSecondProposal(waiting: Proposal, person: Actor): Result<never> {
  const proposer = requireSecondPerson(waiting, person);
  if (!proposer.ok) return proposer;
  const detail = 'another person has proposed it already: consent to that proposal';
  return refuse(faultyField('already_proposed', 'reason', detail));
}

/** The proposer drops a proposal, and anybody who may consent drops a void one. */
export const requireDropper = ({ proposedBy, isByMaintainer }: Proposal, person: Actor): Result<null> =>
  isByMaintainer && proposedBy !== person.userId
    ? refuse({ kind: 'forbidden', needs: 'the person who made the proposal' })
    : ok(null);

/** Queues mails to the people who may consent. */
export async function askForConsent(
  tx: Transaction,
  { benchmarkId, roundId }: { benchmarkId: string; roundId: string },
  asked: { what: 'invalidation' | 'overrule' | 'withdrawal'; reason: string; proposer: Actor; at: Date },
): Promise<void> {
  const { what, reason, proposer, at } = asked;
  await insertNotice(tx, {
    key: `consent_needed:${roundId}:${at.toISOString()}`,
    kind: 'consent_needed',
    ...{ benchmarkId, roundId },
    detail: { what, reason, proposed_by: proposer.userId },
    createdAt: at,
  });
}

export const viewOfProposal = (
  id: string,
  { reason, proposedAt, proposedBy, proposerName, isByMaintainer }: Proposal,
  reader: Actor,
): PendingProposalView => ({
  consent_to: id,
  reason,
  proposed_at: proposedAt.toISOString(),
  proposed_by: proposerName,
  proposed_by_you: proposedBy === reader.userId,
  void: !isByMaintainer,
});
