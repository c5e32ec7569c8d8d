import type { Metadata } from 'next';
import { findPublicUrl } from '@/services/publication/find-operator';

/**
 * Metadata of a page for search engines and link previews.
 * @param path of the page without a query, which becomes the canonical address
 * @param card address of the preview picture, 1200 × 630
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
 * The title of a page for maintainers: its subject and the benchmark. For a reader without a role in the benchmark, who can't
 * see the page's content, only the benchmark.
 * @param what subject of the page; null for a reader without a role
 */
export const titleMaintainPage = (what: string | null, benchmarkTitle: string): Metadata => ({
  title: what === null ? `Not yours to maintain: ${benchmarkTitle}` : `${what}, ${benchmarkTitle}`,
});
