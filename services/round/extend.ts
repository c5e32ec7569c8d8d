import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { readClock } from '@/db/queries/read-clock';
import { lockRound } from '@/db/queries/round-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { extendRoundSchema } from '@/lib/contracts/moderation';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideExtension } from '@/lib/core/round/decide-extension';
import type { Round } from '@/lib/core/round/round';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { awaitRound } from './await';
import { readRoundView } from './read-views';
import { requireSteadyClock } from './require-steady-clock';

/** Asks the scorer to put the close of an open round off, for a public reason. This process can't do so itself. */
export async function extendRound(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(extendRoundSchema, input);
  if (!parsed.ok) return parsed;
  const { benchmark, round } = found.value;
  const { roundId } = round;
  const wanted = new Date(parsed.value.closes_at);
  const asked = await db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const open = await lockRound(tx, roundId);
    if (open?.state !== 'open') return refuse(notOpen(open ?? round));
    const steady = await requireSteadyClock(tx);
    if (!steady.ok) return steady;
    const { nextRotationAt, benchmarkId } = benchmark;
    const now = await readClock(tx);
    const extension = decideExtension({ closesAt: open.closesAt, wanted, nextRotationAt, now });
    if (!extension.ok) return extension;
    const closesAt = wanted.toISOString();
    await recordAct(tx, {
      act: 'extension_asked',
      actor: found.value.actor,
      benchmarkId,
      roundId,
      detail: { round: number, closes_at: closesAt, reason: parsed.value.reason },
    });
    await addJob(tx, 'extend_round', { roundId, closesAt, extendedBy: found.value.actor.userId });
    return ok(null);
  });
  if (!asked.ok) return asked;
  const extended = await awaitRound(
    db,
    roundId,
    ({ state, closesAt }) => state !== 'open' || (closesAt !== null && closesAt >= wanted),
  );
  if (!extended) throw new Error('an open round has gone');
  return ok(await readRoundView(db, extended));
}

const notOpen = ({ state, opensAt, closesAt }: Round): Refusal => ({
  kind: 'round_not_open',
  state,
  opensAt,
  closesAt,
});
