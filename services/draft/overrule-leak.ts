import type { Executor, Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  findLeakOverrule,
  insertLeakOverrule,
  type LeakOverrule,
  updateLeakOverrule,
} from '@/db/queries/moderation-queries';
import {
  type LeakOverruleView,
  type PendingProposalView,
  type ProposalStep,
  proposalSchema,
} from '@/lib/contracts/moderation';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { DraftRound } from '@/lib/core/round/round';
import { asRoundMaintainer } from '../access/authorized';
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
import { requireLockedDraft } from './draft';

type Act = {
  tx: Transaction;
  draft: DraftRound;
  actor: Actor;
  /** The proposal to overrule the check, with or without a consent; undefined if there is none or it was dropped. */
  overrule: LeakOverrule | undefined;
};

/**
 * Lets a draft be sealed although the check `label_leak` blocks it. This takes two maintainers: one proposes it with a reason,
 * which the seal publishes, another consents; then the scorer checks the test set again. A new test set is a new draft, which
 * needs a new decision. The database also enforces the two people.
 */
export const overruleLeak = asRoundMaintainer(proposalSchema, async ({ actor, round }, input) => {
  const { roundId } = round;
  return transact(async (tx): Promise<Result<LeakOverruleView>> => {
    const draft = await requireLockedDraft(tx, roundId);
    if (!draft.ok) return draft;
    const overrule = await findLeakOverrule(tx, roundId);
    const act: Act = { tx, draft: draft.value, actor, overrule };
    const done = await takeStep(act, input);
    if (!done.ok) return done;
    const left = await findLeakOverrule(tx, roundId);
    const isWaiting = left?.consentedAt === null;
    return ok({ pending: isWaiting ? viewOfProposal(left.overruleId, left, actor) : null });
  });
});

async function takeStep(act: Act, { reason, drop, consent_to }: ProposalStep): Promise<Result<null>> {
  const { overrule } = act;
  if (reason) return propose(act, reason);
  if (!overrule || overrule.consentedAt || (consent_to !== undefined && consent_to !== overrule.overruleId))
    return refuse({ kind: 'not_found', what: 'proposal to overrule the leak check' });
  return drop ? dropProposal(act, overrule) : consent(act, overrule);
}

async function propose({ tx, draft, actor, overrule }: Act, reason: string): Promise<Result<null>> {
  if (overrule) return refuseSecondProposal(overrule, actor);
  if (!isBlockedByLeak(draft)) return refuse({ kind: 'not_found', what: 'block by the leak check' });
  const at = await readClock(tx);
  const { roundId, benchmarkId } = draft;
  await insertLeakOverrule(tx, { roundId, reason, proposedBy: actor.userId, proposedAt: at });
  await recordAuditEvent(tx, 'leak_overrule_proposed', { actor, benchmarkId, roundId, detail: { reason } });
  await askForConsent(tx, draft, { what: 'overrule', reason, proposer: actor, at });
  return ok(null);
}

async function consent({ tx, draft, actor }: Act, overrule: LeakOverrule): Promise<Result<null>> {
  const proposer = requireSecondPerson(overrule, actor);
  if (!proposer.ok) return proposer;
  const { roundId, benchmarkId } = draft;
  await updateLeakOverrule(tx, overrule.overruleId, {
    consentedBy: actor.userId,
    consentedAt: await readClock(tx),
  });
  const detail = { reason: overrule.reason };
  await recordAuditEvent(tx, 'leak_overruled', { actor, benchmarkId, roundId, detail });
  await addJob(tx, 'check_test_set', { roundId });
  return ok(null);
}

async function dropProposal({ tx, draft, actor }: Act, overrule: LeakOverrule): Promise<Result<null>> {
  const dropper = requireDropper(overrule, actor);
  if (!dropper.ok) return dropper;
  const { roundId, benchmarkId } = draft;
  await updateLeakOverrule(tx, overrule.overruleId, { droppedAt: await readClock(tx) });
  await recordAuditEvent(tx, 'leak_overrule_dropped', { actor, benchmarkId, roundId });
  return ok(null);
}

const isBlockedByLeak = ({ checkReport }: DraftRound): boolean =>
  checkReport?.checks.some(({ name, outcome }) => name === 'label_leak' && outcome === 'block') ?? false;

/**
 * A block of the draft by the check `label_leak`, with the pending proposal to overrule it, if there is one. The type of the
 * whole is null for a draft without such a block.
 */
export type BlockByLeak = { readonly pending: PendingProposalView | null };

export async function readBlockByLeak(
  db: Executor,
  draft: DraftRound,
  reader: Actor,
): Promise<BlockByLeak | null> {
  if (!isBlockedByLeak(draft)) return null;
  const overrule = await findLeakOverrule(db, draft.roundId);
  // With both maintainers' agreement, the scorer's next check won't block.
  if (overrule?.consentedAt) return null;
  return { pending: overrule ? viewOfProposal(overrule.overruleId, overrule, reader) : null };
}
