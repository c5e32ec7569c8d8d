import { setImmediate } from 'node:timers/promises';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { insertFlags, listSubmissionsToFlag } from '@/db/queries/flag-scorer-queries';
import { insertNotice } from '@/db/queries/insert-notice';
import { readClock } from '@/db/queries/read-clock';
import type { RoundRow } from '@/db/queries/round-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { findFlags, type RaisedFlag } from '@/lib/core/flags/find-flags';
import { computeComparedCountMax, type PredictedSubmission } from '@/lib/core/flags/predicted-submission';
import { roundFlag } from '@/lib/core/flags/round-flag';
import { metrics } from '@/lib/core/scoring/metrics';
import { readPredictedColumn } from '../flags/read-predicted-column';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { requireSealedFacts } from './sealed-facts';

/**
 * Looks for what a maintainer should judge in a round whose official ranking is published, and keeps it for the maintainers.
 * Nothing follows from a flag: no score, no rank and no quota changes. It needs the labels of all items, so it never runs
 * before the close, when a maintainer's own team could learn from its numbers. Only classes are compared.
 */
export async function raiseFlags(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found || found.round.state === 'open' || !(await findNewestSnapshot(db, roundId, 'final'))) return;
  const raised = await findFlagsOf(platform, vault, found.round, found.benchmark);
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
      benchmarkId: found.benchmark.benchmarkId,
      roundId,
      detail: {},
      createdAt: at,
    });
  });
}

async function findFlagsOf(
  platform: ScorerPlatform,
  vault: RoundVault,
  round: RoundRow,
  benchmark: BenchmarkRow,
): Promise<readonly RaisedFlag[]> {
  if (benchmark.classes.length === 0) return [];
  const { feedbackCount, finalCount, feedbackPolicy } = requireSealedFacts(round);
  const listed = await listSubmissionsToFlag(
    platform.client.db,
    round.roundId,
    computeComparedCountMax(feedbackCount + finalCount),
  );
  const opened = await vault.open(round, benchmark);
  const { labels } = opened;
  if (!(labels instanceof Int32Array)) throw new Error('the labels of a task with classes are none of them');
  const submissions: PredictedSubmission[] = [];
  for (const of of listed)
    submissions.push({
      ...of,
      predicted: await readPredictedColumn(platform, of.submission, benchmark, opened),
    });
  const labelCounts = benchmark.classes.map(() => 0);
  for (const label of labels) labelCounts[label]!++;
  return findFlags(
    {
      labels,
      labelCounts,
      submissions,
      // Of probabilities a small edit is another: the classes hardly change with them.
      hasSmallEdits:
        feedbackPolicy !== 'final-only' &&
        feedbackCount > 0 &&
        metrics[benchmark.metric].needs !== 'probabilities',
    },
    () => setImmediate(),
  );
}
