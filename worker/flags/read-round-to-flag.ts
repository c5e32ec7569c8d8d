import { setImmediate } from 'node:timers/promises';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listSubmissionsToFlag } from '@/db/queries/flag-scorer-queries';
import { chooseComparison } from '@/lib/core/flags/comparison';
import type { RoundToFlag } from '@/lib/core/flags/find-flags';
import { computeComparedCountMax } from '@/lib/core/flags/predicted-submission';
import { prepareAnswers, prepareJudged } from '@/lib/core/flags/prepare-submission';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { PublicRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { readScoredFile } from './read-scored-file';

/** A round's submissions, as many as can be compared together, beside its labels. Of a file no more is kept than is compared. */
export async function readRoundToFlag(
  platform: ScorerPlatform,
  vault: RoundVault,
  round: PublicRound,
  benchmark: BenchmarkRow,
): Promise<RoundToFlag> {
  const { metric, classes } = benchmark;
  const opened = await vault.open(round, benchmark);
  const { labels, groups } = opened;
  const itemCount = labels.length;
  const comparison = chooseComparison(metric, labels, classes.length);
  const listed = await listSubmissionsToFlag(
    platform.client.db,
    round.roundId,
    computeComparedCountMax(itemCount, comparison.bytesPerItem),
  );
  const roundOfSubmissions = { metric, labels, classCount: classes.length, groups, seed: round.roundId };
  const read = (submission: string) => readScoredFile(platform, submission, benchmark, opened);
  const common = { metric, itemCount, hasSmallEdits: hasSmallEdits(round, benchmark) };
  if (comparison.kind === 'hits') {
    const submissions = [];
    for (const entered of listed) {
      const judged = prepareJudged(roundOfSubmissions, entered, await read(entered.submission));
      if (judged) submissions.push(judged);
      await setImmediate();
    }
    return { ...common, ...comparison, submissions };
  }
  const submissions = [];
  for (const entered of listed) {
    submissions.push(prepareAnswers(roundOfSubmissions, entered, await read(entered.submission)));
    await setImmediate();
  }
  return { ...common, kind: comparison.kind, submissions };
}

/**
 * Where a policy counts edits, they are flagged with the answer (`raise-tiny-edit.ts`), of classes here too. Of probabilities a small edit
 * is another: the classes hardly change with them.
 */
function hasSmallEdits(round: PublicRound, { classes, metric }: BenchmarkRow): boolean {
  const { feedbackCount, feedbackPolicy } = round;
  if (feedbackCount === 0 || feedbackPolicy === 'final-only') return false;
  return classes.length === 0 ? feedbackPolicy === 'exact' : metricByName[metric].needs !== 'probabilities';
}
