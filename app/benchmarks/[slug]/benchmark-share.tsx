import { ShareSection } from '@/app/_ui/share/share-section';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { type Citation, composeCitation } from '@/lib/contracts/exports/compose-citation';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { findPublicUrl } from '@/services/publication/find-public-url';

type Props = { benchmark: BenchmarkView; round: RoundView; board: LeaderboardView | null };

/** Badge, rows and citation of a benchmark and its newest official ranking. */
export function BenchmarkShare(props: Props) {
  const { slug, title } = props.benchmark;
  return (
    <ShareSection
      title={title}
      publicUrl={findPublicUrl()}
      pagePath={`/benchmarks/${slug}`}
      badgePath={`/badge/${slug}`}
      embedPath={`/embed/${slug}`}
      citation={citeRanking(props)}
    />
  );
}

function citeRanking({ benchmark, round, board }: Props): Citation | null {
  if (!board || board.provisional || board.invalidated) return null;
  return composeCitation({
    benchmark,
    round,
    publishedAt: board.published_at,
    model: null,
    itemCount: board.item_count,
    url: new URL(`/benchmarks/${benchmark.slug}/rounds/${round.number}`, findPublicUrl()).href,
  });
}
