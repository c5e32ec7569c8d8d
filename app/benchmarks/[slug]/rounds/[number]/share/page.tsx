import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { makeRoundLoader } from '@/app/_load/loaders';
import { listRoundCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { ShareSection } from '@/app/_ui/share/share-section';
import { type Citation, composeCitation } from '@/lib/contracts/exports/compose-citation';
import { findHowMadePage, type HowMadePage } from '@/services/page/find-pages-of-round';
import { findPublicUrl } from '@/services/publication/find-operator';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = makeRoundLoader(findHowMadePage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Cite or embed, ${round.title}, ${benchmark.title}` };
}

/** A citation of one official ranking, and the badge and rows of the benchmark, which follow its newest ranking. */
export default async function SharePage({ params }: Props) {
  const { slug, number } = await params;
  const page = await load(slug, number);
  const { benchmark, round } = page;
  if (benchmark.visibility === 'private') notFound();
  return (
    <Page>
      <PageHead
        crumbs={{ above: listRoundCrumbs(slug, benchmark.title, round.number), here: 'cite or embed' }}
        title="Cite or embed"
        lede={`A citation names ${round.title} for good. Badge and rows follow the newest official ranking.`}
      />
      <ShareSection
        title={benchmark.title}
        publicUrl={findPublicUrl()}
        pagePath={`/benchmarks/${slug}`}
        badgePath={`/badge/${slug}`}
        embedPath={`/embed/${slug}`}
        citation={citeRanking(page)}
      />
    </Page>
  );
}

function citeRanking({ benchmark, round, board }: HowMadePage): Citation | null {
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
