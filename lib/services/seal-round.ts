import { addJob } from '@/db/queries/add-job';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction } from '@/lib/core/round/round-state';
import type { Actor } from './actor';
import { awaitRound } from './await-round';
import { requireMaintainedRound } from './require-round';
import { viewOfRound } from './view-of-round';

/** Asks the scorer to draw the parts and seal the test set. From then on nothing of it can change. */
export async function sealRound(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { round } = found.value;
  const possible = decideAction(round.state, 'seal');
  if (!possible.ok) return possible;
  if (!round.checkReport) return refuse({ kind: 'test_set_unchecked' });
  if (round.checkReport.problemCount > 0)
    return refuse({ kind: 'test_set_has_problems', problemCount: round.checkReport.problemCount });
  await addJob(db, { task: 'seal_round', payload: { roundId: round.roundId } }, `seal:${round.roundId}`);
  return ok(viewOfRound(await awaitRound(db, round.roundId, ({ state }) => state !== 'draft')));
}
