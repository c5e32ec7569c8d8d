import { readClock } from '@/db/queries/clock-queries';
import { findRoundIn, updateRoundChecked } from '@/db/queries/round-scorer-queries';
import { createTestSetCollector } from '@/lib/core/round/checks/collect-test-set';
import type { ScorerPlatform } from '../scorer-platform';
import { checkCollected, readDraftTestSet } from '../vault/read-draft';

/**
 * Opens an uploaded test set, checks it alone and against earlier rounds, and stores the report with the
 * draft.
 */
export async function runCheckTestSet(
  platform: ScorerPlatform,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'draft');
  if (!found) return;
  const { task, classes } = found.benchmark;
  const collector = createTestSetCollector({ task, classes });
  const report = await readDraftTestSet(platform, found.round, found.benchmark, collector.add);
  const checks =
    report.problemCount > 0 ? [] : (await checkCollected(platform, found, collector.finish())).checks;
  await updateRoundChecked(db, roundId, await readClock(db), { ...report, checks });
}
