import { setImmediate } from 'node:timers/promises';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { insertFlags, listFileSenders } from '@/db/queries/flag-scorer-queries';
import { insertNotice } from '@/db/queries/insert-notice';
import { readClock } from '@/db/queries/read-clock';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { flagEqualFiles } from '@/lib/core/flags/equal-file';
import { findFlags } from '@/lib/core/flags/find-flags';
import { flagModelGaps, type MeasuredModel } from '@/lib/core/flags/model-gap';
import { roundFlag } from '@/lib/core/flags/round-flag';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { StartedRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { listGapModels } from './list-gap-models';
import { measureModelGaps } from './measure-model-gaps';
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
    ...flagModelGaps(await measureGaps(platform, vault, { round, benchmark })),
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

/** Nothing where nothing was answered, or the metric has no gap. */
async function measureGaps(
  platform: ScorerPlatform,
  vault: RoundVault,
  { round, benchmark }: { round: StartedRound; benchmark: BenchmarkRow },
): Promise<MeasuredModel[]> {
  const scale = metricByName[benchmark.metric].excessScale;
  if (scale === null || round.feedbackPolicy === 'final-only' || round.feedbackCount === 0) return [];
  const { db } = platform.client;
  const opened = await vault.open(round, benchmark);
  return measureModelGaps(db, platform, { opened, benchmark, scale }, await listGapModels(db, round));
}
