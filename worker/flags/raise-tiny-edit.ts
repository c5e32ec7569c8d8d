import type { Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { insertFlags } from '@/db/queries/flag-queries';
import { flagTinyEdit } from '@/lib/core/flags/equal-file';

/**
 * Flags a very small edit when its feedback is decided, with the round still open: it is visible in the team's files alone, and
 * no label is read. Mail waits for the official ranking.
 * @param changedCount against the nearest earlier file of the team group; null where there is none to compare with
 */
export async function raiseTinyEdit(
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
