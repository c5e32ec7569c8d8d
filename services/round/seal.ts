import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import { findRoundById, findRoundByNumber, lockRound } from '@/db/queries/round-queries';
import { sealRoundSchema } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { listBlocking } from '@/lib/core/round/checks/check';
import { decidePlannedDates } from '@/lib/core/round/decide-changes';
import { decideAction, type Round } from '@/lib/core/round/round';
import { asRoundMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireSpace } from '../access/upload-limits';
import { readRoundView } from './view';

/** Asks the scorer to seal the round: it checks the test set again and draws the splits, after which it is immutable. */
export const sealRound = asRoundMaintainer(sealRoundSchema.prefault({}), async (found, input) => {
  const { db, round, actor } = found;
  const drawsIds = input.new_ids ?? false;
  const sealable = decideSealing(round, drawsIds);
  if (!sealable.ok) return sealable;
  const allowed = await requireSpace();
  if (!allowed.ok) return allowed;
  const planned = decidePlannedDates(round, await readClock(db));
  if (!planned.ok) return planned;
  const { roundId, benchmarkId } = round;
  const asked = await transact(async (tx) => {
    if (!(await lockRound(tx, roundId))) return ok('missing');
    // The event of the sealing is recorded by the scorer, which doesn't know who asked for it; so this event names the person.
    const detail = { new_ids: drawsIds };
    await recordAuditEvent(tx, 'seal_asked', { actor, benchmarkId, roundId, detail });
    await addJob(tx, 'seal_round', { roundId, ids: drawsIds ? 'drawn' : 'kept' });
    return ok('asked');
  });
  if (!asked.ok) return asked;
  if (asked.value === 'missing') return refuse(await explainMissing(db, round));
  const after = await awaitRound(
    db,
    roundId,
    ({ state, checkedAt }) => state !== 'draft' || checkedAt?.getTime() !== round.checkedAt?.getTime(),
  );
  if (!after) return refuse(await explainMissing(db, round));
  // If the round is still a draft, the scorer's own check may have blocked it, e.g. since another round was sealed meanwhile.
  const stopped = after.state === 'draft' ? decideSealing(after, drawsIds) : ok(null);
  return stopped.ok ? ok(await readRoundView(db, after)) : stopped;
});

/**
 * Finds the reason why the draft no longer exists. If its test set was replaced, another draft has the same number and waits
 * for its check.
 */
async function explainMissing(db: Database, { benchmarkId, number }: Round): Promise<Refusal> {
  const replacement = await findRoundByNumber(db, benchmarkId, number);
  return replacement ? { kind: 'test_set_unchecked' } : { kind: 'not_found', what: 'round' };
}

function decideSealing(round: Round, drawsIds: boolean): Result<null> {
  const draft = decideAction(round, 'seal');
  if (!draft.ok) return draft;
  const { checkReport } = draft.value;
  if (!checkReport) return refuse({ kind: 'test_set_unchecked' });
  if (checkReport.problemCount > 0)
    return refuse({ kind: 'test_set_has_problems', problemCount: checkReport.problemCount });
  const blocking = listBlocking(checkReport.checks, { drawsIds });
  return blocking.length > 0 ? refuse({ kind: 'test_set_blocked', checks: blocking }) : ok(null);
}

const timeoutMs = 20_000;

const pollIntervalMs = 150;

/**
 * Waits until the scorer has brought the round into the wanted state. After 20 seconds the result is the round in its current
 * state, while the job continues.
 */
export async function awaitRound(
  db: Database,
  roundId: string,
  isDone: (round: Round) => boolean,
): Promise<Round | undefined> {
  for (let waitedMs = 0; ; waitedMs += pollIntervalMs) {
    const round = await findRoundById(db, roundId);
    // Undefined if the draft was deleted meanwhile.
    if (!round) return undefined;
    if (isDone(round) || waitedMs >= timeoutMs) return round;
    await sleep(pollIntervalMs);
  }
}
