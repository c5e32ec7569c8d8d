import type { Metadata } from 'next';
import { findPublicUrl } from '@/services/publication/find-operator';

/**
 * What search engines and previews read of a page: its own address whatever the query says, its title and its one sentence.
 * @param path without a query
 * @param card of the picture beside it, 1200 × 630
 */
export function describePage({
  path,
  title,
  description,
  types,
  card,
}: {
  path: string;
  title: string;
  description?: string;
  types?: NonNullable<Metadata['alternates']>['types'];
  card?: string;
}): Metadata {
  const url = new URL(path, findPublicUrl()).href;
  return {
    title,
    description,
    alternates: { canonical: url, types },
    openGraph: {
      ...{ title, description, url, siteName: 'Tidemark', type: 'website' },
      ...(card === undefined
        ? {}
        : { images: [{ url: new URL(card, findPublicUrl()).href, width: 1200, height: 630, alt: title }] }),
    },
    twitter: { card: card === undefined ? 'summary' : 'summary_large_image' },
  };
}

/**
 * The title of a page of a benchmark's maintainers: what it shows, and of which benchmark. Whoever has no role there reads no more
 * in it than on the page.
 * @param what null for whoever isn't shown it
 */
export const titleMaintainPage = (what: string | null, benchmarkTitle: string): Metadata => ({
  title: what === null ? `Not yours to maintain: ${benchmarkTitle}` : `${what}, ${benchmarkTitle}`,
});
