import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRankedEntry } from '@/db/queries/snapshot-queries';
import type { Badge, BadgeTone } from '@/lib/contracts/badge';
import type { CardNode } from '@/lib/contracts/card';
import { type Freshness, type FreshnessState, formatBadgeWords } from '@/lib/core/freshness/freshness';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { readFreshness } from '../round/read-freshness';
import { type OfficialRounds, readOfficialRounds } from './view-of-ranking';

const toneOf: Readonly<Record<FreshnessState, BadgeTone>> = {
  fresh: 'counts',
  aging: 'late',
  stale: 'stopped',
  superseded: 'none',
  retired: 'none',
  provisional: 'none',
};

/** The badge of a benchmark with this freshness of its official ranking. */
export const composeFreshnessBadge = (label: string, freshness: Freshness): Badge => ({
  label,
  message: formatBadgeWords(freshness),
  tone: toneOf[freshness.state],
  freshness: freshness.state,
});

/** A badge with the freshness of a benchmark’s official ranking, its round, and the reason for the freshness state. */
export async function findBenchmarkBadge(slug: string): Promise<Result<Badge>> {
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug);
  if (!found.ok) return found;
  const { benchmarkId } = found.value;
  const { title } = found.value;
  const freshness = (await readFreshness(db, [benchmarkId])).ofBenchmark(benchmarkId);
  return ok(
    freshness
      ? composeFreshnessBadge(title, freshness)
      : badgeOf(found.value)('no official ranking yet', 'none'),
  );
}

/** A model's rank in the newest official ranking: `rank 2–5 of 8 · Accuracy × 100 81.23 (78.10–84.02) · April 2001`. */
export async function findModelBadge(slug: string, modelSlug: string): Promise<Result<Badge>> {
  const rounds = await findRounds(slug);
  if (!rounds.ok) return rounds;
  const { benchmark, official, frozen } = rounds.value;
  const badge = badgeOf(benchmark);
  // If the frozen round was still open when it was frozen, the official ranking of the previous round continues to count.
  if (frozen && (frozen.frozenFrom === 'closed' || !official))
    return ok(badge(`${frozen.title} · frozen`, 'stopped'));
  const found = official && (await findRankedEntry(webPlatform().db, official.roundId, modelSlug));
  if (!official || !found) return ok(badge('not ranked', 'none'));
  const { entry, metric, rankedCount } = found;
  const interval = describeInterval(metric, entry.interval);
  const score = `${formatMetric(metric)} ${formatScore(metric, entry.score)} (${interval})`;
  if (entry.rank === null)
    return ok(badge(`${entry.kind}, not ranked · ${score} · ${official.title}`, 'none'));
  const place = `rank ${formatRank(entry)} of ${rankedCount}`;
  return ok(badge(`${place} · ${score} · ${official.title}`, 'counts'));
}

async function findRounds(slug: string): Promise<Result<OfficialRounds & { benchmark: BenchmarkRow }>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  return ok({ benchmark: benchmark.value, ...(await readOfficialRounds(db, benchmark.value)) });
}

const badgeOf =
  ({ title }: BenchmarkRow) =>
  (message: string, tone: BadgeTone): Badge => ({ label: title, message, tone, freshness: null });

/** Draws the card of a badge (the preview picture of a shared link) as PNG. */
export async function drawCard(card: CardNode): Promise<Result<Uint8Array>> {
  const drawn = await webPlatform().pictures.draw(card);
  if (drawn === 'full') return refuse({ kind: 'busy', retryAfterSeconds: 20 });
  return drawn === null ? refuse({ kind: 'not_found', what: 'picture' }) : ok(drawn);
}
