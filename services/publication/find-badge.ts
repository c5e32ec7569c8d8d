import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRankedEntry } from '@/db/queries/snapshot-queries';
import { type BadgeView, badgeColors, badgeSecondsMax } from '@/lib/contracts/badge';
import { formatBadgeWords } from '@/lib/core/freshness/describe-freshness';
import type { FreshnessState } from '@/lib/core/freshness/freshness';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { readFreshness } from '../round/read-freshness';
import { type OfficialRounds, readOfficialRounds } from './read-official-rounds';

const colorOf: Readonly<Record<FreshnessState, string>> = {
  fresh: badgeColors.counts,
  aging: badgeColors.late,
  stale: badgeColors.stopped,
  superseded: badgeColors.none,
  retired: badgeColors.none,
  provisional: badgeColors.none,
};

/** A benchmark in one line: the freshness of its official ranking, with the round and the fact. */
export async function findBenchmarkBadge(slug: string): Promise<Result<BadgeView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug);
  if (!found.ok) return found;
  const { benchmarkId } = found.value;
  const badge = badgeOf(found.value);
  const freshness = (await readFreshness(db, [benchmarkId])).ofBenchmark(benchmarkId);
  return ok(
    freshness
      ? badge(formatBadgeWords(freshness), colorOf[freshness.state])
      : badge('no official ranking yet', badgeColors.none),
  );
}

/** A model's place in the newest official snapshot: `rank 2–5 of 8 · Accuracy × 100 81.23 (78.10–84.02) · April 2001`. */
export async function findModelBadge(slug: string, modelSlug: string): Promise<Result<BadgeView, Refusal>> {
  const rounds = await findRounds(slug);
  if (!rounds.ok) return rounds;
  const { benchmark, official, frozen } = rounds.value;
  const badge = badgeOf(benchmark);
  // A round frozen while open takes nothing from the official ranking before it.
  if (frozen && (frozen.frozenFrom === 'closed' || !official))
    return ok(badge(`${frozen.title} · frozen`, badgeColors.stopped));
  const found = official && (await findRankedEntry(webPlatform().db, official.roundId, modelSlug));
  if (!official || !found) return ok(badge('not ranked', badgeColors.none));
  const { entry, metric, rankedCount } = found;
  const limits = describeInterval(metric, entry.interval);
  const score = `${formatMetric(metric)} ${formatScore(metric, entry.score)} (${limits})`;
  if (entry.rank === null)
    return ok(badge(`${entry.kind}, not ranked · ${score} · ${official.title}`, badgeColors.none));
  const place = `rank ${formatRank(entry)} of ${rankedCount}`;
  return ok(badge(`${place} · ${score} · ${official.title}`, badgeColors.counts));
}

async function findRounds(
  slug: string,
): Promise<Result<OfficialRounds & { benchmark: BenchmarkRow }, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  return ok({ benchmark: benchmark.value, ...(await readOfficialRounds(db, benchmark.value)) });
}

const badgeOf =
  ({ title }: BenchmarkRow) =>
  (message: string, color: string): BadgeView => ({
    schemaVersion: 1,
    label: title,
    message,
    color,
    cacheSeconds: badgeSecondsMax,
  });
