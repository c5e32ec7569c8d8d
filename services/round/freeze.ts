import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { insertNotice } from '@/db/queries/insert-notice';
import { updateRoundFrozen } from '@/db/queries/moderation-queries';
import { readRoundClock } from '@/db/queries/read-round-clock';
import { lockRound } from '@/db/queries/round-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { freezeRoundSchema } from '@/lib/contracts/moderation';
import type { RoundView } from '@/lib/contracts/round';
import { utcDay } from '@/lib/core/quota/quota';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction } from '@/lib/core/round/round-state';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { readRoundView } from './read-views';

/**
 * Stops an open or closed round at once, for a public reason: no submission is taken and nothing more published of it.
 * Like a close, it waits for every submission that is being accepted and then reads the clock, so that each accepted one
 * lies before it; those are still scored.
 */
export async function freezeRound(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(freezeRoundSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  const { roundId, benchmarkId } = found.value.round;
  return db.transaction(async (tx): Promise<Result<RoundView, Refusal>> => {
    const locked = await lockRound(tx, roundId);
    if (!locked) return refuse({ kind: 'not_found', what: 'round' });
    const freezable = decideAction(locked, 'freeze');
    if (!freezable.ok) return freezable;
    const { state } = freezable.value;
    // Instants are whole milliseconds: one more puts a submission of this very millisecond before the freeze.
    const at = new Date((await readRoundClock(tx, roundId)).getTime() + 1);
    const frozen = await updateRoundFrozen(tx, roundId, {
      frozenAt: at,
      frozenFrom: state,
      freezeReason: reason,
    });
    await recordAct(tx, {
      act: 'round_frozen',
      actor: found.value.actor,
      benchmarkId,
      roundId,
      detail: { reason, from: state },
    });
    // Its ranking doesn't count now, which other rounds may be compared with.
    await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    await insertNotice(tx, {
      // One mail for a change of state on a UTC day, however often it is made: nobody can switch these mails off.
      key: `round_frozen:${roundId}:${state}:${utcDay(at)}`,
      kind: 'round_frozen',
      benchmarkId,
      roundId,
      detail: { reason },
      createdAt: at,
    });
    return ok(await readRoundView(tx, frozen));
  });
}
