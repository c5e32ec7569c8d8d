import { createHash } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import { composeRankingCroissant } from '@/lib/contracts/exports/compose-ranking-croissant';
import type { ExportedBenchmark, OfficialResult } from '@/lib/contracts/exports/official-result';
import { formatLeaderboardCsv, type LeaderboardView } from '@/lib/contracts/leaderboard';
import type { FreshnessState } from '@/lib/core/freshness/freshness';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requirePublicRound } from '../access/require-benchmark';
import { readFreshness, requireFreshness } from '../round/read-freshness';
import { absoluteUrl, isOfficial, readBoard, urlOfRound } from './view-of-ranking';

/** An official ranking in a form for other programs: every row with all facts that are needed to report its score. */
export type RoundResults = {
  benchmark: ExportedBenchmark & { license: string | null };
  round: { number: number; title: string };
  board: LeaderboardView;
  freshness: FreshnessState;
  scorerVersion: string;
  results: readonly OfficialResult[];
};

/** Finds the official results of a closed round that counts. Other rounds have none. */
export async function findRoundResults(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<RoundResults>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number, reader);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  const read = isOfficial(round) ? await readBoard(db, slug, round) : undefined;
  if (!read) return refuse({ kind: 'not_found', what: 'official ranking' });
  const { board } = read;
  const { state: freshness } = requireFreshness(await readFreshness(db, [round.benchmarkId]), round);
  const ranked = board.entries.filter(({ rank }) => rank !== null).length;
  return ok({
    benchmark,
    round: { number, title: round.title },
    board,
    freshness,
    scorerVersion: round.scorerVersion ?? 'unknown',
    results: board.entries.map((entry) => ({
      ...{ round: number, roundTitle: round.title, url: urlOfRound(slug, number) },
      ...{ snapshotId: board.snapshot_id, publishedAt: board.published_at, metric: board.metric },
      ...{ direction: board.direction, itemCount: board.item_count, ranked, freshness, entry },
    })),
  });
}

/** The official ranking of a round that counts, as a Croissant description for dataset search engines. */
export async function findRankingCroissant(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<object>> {
  const found = await findRoundResults(slug, number, reader);
  return found.ok ? ok(describeRanking(found.value)) : found;
}

/** Composes the Croissant description of a ranking that was read already. */
export function describeRanking({
  benchmark,
  round,
  board,
  freshness,
}: Pick<RoundResults, 'benchmark' | 'round' | 'board' | 'freshness'>): object {
  const csv = Buffer.from(formatLeaderboardCsv(board));
  const call = `/api/v1/benchmarks/${benchmark.slug}/rounds/${round.number}/leaderboard?format=csv`;
  return composeRankingCroissant({
    ...{ benchmark, round, ranking: board, freshness },
    pageUrl: urlOfRound(benchmark.slug, round.number),
    csvUrl: absoluteUrl(call),
    csv: { byteCount: csv.length, sha256: createHash('sha256').update(csv).digest('hex') },
  });
}
