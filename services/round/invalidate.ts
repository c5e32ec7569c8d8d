import type { Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  findPendingInvalidation,
  insertInvalidation,
  type PendingInvalidation,
  updateInvalidation,
  updateRoundInvalidated,
} from '@/db/queries/moderation-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { lockRound } from '@/db/queries/round-queries';
import { type ModeratedRoundView, proposalSchema } from '@/lib/contracts/moderation';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction, type FrozenRound, type InvalidatedRound } from '@/lib/core/round/round';
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
import { readRoundView } from './view';

type Act = {
  tx: Transaction;
  round: FrozenRound;
  actor: Actor;
  as: 'maintainer' | 'operator';
  pending: PendingInvalidation | undefined;
};

type Done = Promise<Result<FrozenRound | InvalidatedRound>>;

/**
 * Invalidates a frozen round, in two steps by two people: a maintainer proposes with a public reason, another maintainer or an
 * operator consents. The proposer may drop the proposal. Any maintainer or operator may drop a void one, whose proposer has lost
 * the role. The database also requires both people, and returns the quota.
 */
export const invalidateRound = asConsenter(proposalSchema, async ({ actor: person, as, round }, input) => {
  const { roundId } = round;
  const { reason, drop, consent_to } = input;
  return transact(async (tx): Promise<Result<ModeratedRoundView>> => {
    const locked = await lockRound(tx, roundId);
    if (!locked) return refuse({ kind: 'not_found', what: 'round' });
    const frozen = decideAction(locked, 'invalidate');
    if (!frozen.ok) return frozen;
    const round = frozen.value;
    const pending = await findPendingInvalidation(tx, roundId);
    const act: Act = { tx, round, actor: person, as, pending };
    if (consent_to !== undefined && consent_to !== pending?.invalidationId) return noSuchProposal;
    const done = await (reason ? propose(act, reason) : drop ? dropProposal(act) : consent(act));
    if (!done.ok) return done;
    const left = await findPendingInvalidation(tx, roundId);
    return ok({
      ...(await readRoundView(tx, done.value)),
      pending_invalidation: left ? viewOfProposal(left.invalidationId, left, person) : null,
    });
  });
});

const noSuchProposal = refuse<Refusal>({ kind: 'not_found', what: 'proposal to invalidate this round' });

async function propose({ tx, round, actor, as, pending }: Act, reason: string): Done {
  if (as === 'operator') return refuse({ kind: 'forbidden', needs: 'a maintainer of this benchmark' });
  if (pending) return refuseSecondProposal(pending, actor);
  const at = await readClock(tx);
  const { roundId } = round;
  await insertInvalidation(tx, { roundId, reason, proposedBy: actor.userId, proposedAt: at });
  await record({ tx, round, actor, as }, 'invalidation_proposed', { reason });
  await askForConsent(tx, round, { what: 'invalidation', reason, proposer: actor, at });
  return ok(round);
}

async function consent({ tx, round, actor, as, pending }: Act): Done {
  if (!pending) return noSuchProposal;
  const proposer = requireSecondPerson(pending, actor);
  if (!proposer.ok) return proposer;
  const at = await readClock(tx);
  const { reason, invalidationId } = pending;
  await updateInvalidation(tx, invalidationId, { consentedBy: actor.userId, consentedAt: at });
  const invalidated = await updateRoundInvalidated(tx, round.roundId, {
    invalidatedAt: at,
    invalidationReason: reason,
  });
  await addJob(tx, 'equate_rounds', { benchmarkId: round.benchmarkId, scope: 'all' });
  await record({ tx, round, actor, as }, 'round_invalidated', { reason });
  await insertNotice(tx, {
    key: `round_invalidated:${round.roundId}`,
    kind: 'round_invalidated',
    benchmarkId: round.benchmarkId,
    roundId: round.roundId,
    detail: { reason },
    createdAt: at,
  });
  return ok(invalidated);
}

async function dropProposal({ tx, round, actor, as, pending }: Act): Done {
  if (!pending) return noSuchProposal;
  const dropper = requireDropper(pending, actor);
  if (!dropper.ok) return dropper;
  const at = await readClock(tx);
  await updateInvalidation(tx, pending.invalidationId, { droppedAt: at });
  await record({ tx, round, actor, as }, 'invalidation_dropped', {});
  return ok(round);
}

function record(
  { tx, round, actor, as }: Omit<Act, 'pending'>,
  act: 'invalidation_proposed' | 'invalidation_dropped' | 'round_invalidated',
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const { benchmarkId, roundId } = round;
  return recordAuditEvent(tx, act, { actor, actorKind: as, benchmarkId, roundId, detail });
}
