import { setImmediate } from 'node:timers/promises';
import { insertFlags, listFileSenders } from '@/db/queries/flag-scorer-queries';
import { insertNotice } from '@/db/queries/insert-notice';
import { readClock } from '@/db/queries/read-clock';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { flagEqualFiles } from '@/lib/core/flags/equal-file';
import { findFlags } from '@/lib/core/flags/find-flags';
import { roundFlag } from '@/lib/core/flags/round-flag';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { readRoundToFlag } from './read-round-to-flag';

/**
 * Looks for what a maintainer should judge in a round whose official ranking is published, and keeps it for the maintainers.
 * Nothing follows from a flag: no score, no rank and no quota changes. It needs the labels of all items, so it never runs
 * before the close, when a maintainer's own team could learn from its numbers.
 */
export async function runRaiseFlags(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return;
  const { round, benchmark } = found;
  if (round.openedAt === null || round.state === 'open') return;
  if (!(await findNewestSnapshot(db, roundId, 'final'))) return;
  const toFlag = await readRoundToFlag(platform, vault, round, benchmark);
  const raised = [
    ...flagEqualFiles(await listFileSenders(db, roundId)),
    ...(await findFlags(toFlag, () => setImmediate())),
  ];
  if (raised.length === 0) return;
  await db.transaction(async (tx) => {
    const at = await readClock(tx);
    await insertFlags(
      tx,
      raised.map(({ subject, flag }) => ({ roundId, subject, flag: roundFlag(flag), raisedAt: at })),
    );
    await insertNotice(tx, {
      key: `flags_raised:${roundId}`,
      kind: 'flags_raised',
      benchmarkId: benchmark.benchmarkId,
      roundId,
      detail: {},
      createdAt: at,
    });
  });
}
