import { readClock } from '@/db/queries/read-clock';
import { findRoundWithBenchmark, updateRoundChecked } from '@/db/queries/round-scorer-queries';
import type { ScorerPlatform } from '../scorer-platform';
import { readSealedTestSet } from '../vault/read-sealed-test-set';

/** Opens an uploaded test set and leaves its report with the draft. */
export async function checkTestSet(
  platform: ScorerPlatform,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (found?.round.state !== 'draft') return;
  const { task, classes } = found.benchmark;
  const { report } = await readSealedTestSet(platform, { roundId, task, classes }, () => {});
  await updateRoundChecked(db, roundId, await readClock(db), report);
}
