import { setImmediate } from 'node:timers/promises';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listRoundsToCompare } from '@/db/queries/round-scorer-queries';
import type { CollectedTestSet } from '@/lib/core/round/checks/collect-test-set';
import { type CheckRun, startChecks } from '@/lib/core/round/checks/start-checks';
import type { DraftRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { readFingerprints } from './round-fingerprints';

/** The checks before sealing, against every round of the benchmark whose items somebody may have seen or will see. */
export async function checkCollected(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  { round, benchmark }: { round: DraftRound; benchmark: BenchmarkRow },
  collected: CollectedTestSet,
): Promise<ReturnType<CheckRun['finish']> & { comparedIds: string[] }> {
  const run = startChecks(collected, benchmark);
  const compared = await listRoundsToCompare(platform.client.db, round);
  for (const other of compared) {
    run.addRound(other.number, await readFingerprints(platform, other.roundId), {
      isInvalidated: other.state === 'invalidated',
    });
    // Yields to the event loop between rounds, so that many of them don't hold up what else the thread does.
    await setImmediate();
  }
  return { ...run.finish(), comparedIds: compared.map(({ roundId }) => roundId) };
}
