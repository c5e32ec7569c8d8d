import type { Metadata } from 'next';
import { findPublicUrl } from '@/services/publication/find-operator';

/**
 * Metadata for search engines and link previews. The canonical address has no query.
 * @param path without a query
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
 * The title of a page for maintainers: its subject and the benchmark. Without a role, the title names the benchmark
 * only, as the page does.
 * @param what null for a reader without a role
 */
export const titleMaintainPage = (what: string | null, benchmarkTitle: string): Metadata => ({
  title: what === null ? `Not yours to maintain: ${benchmarkTitle}` : `${what}, ${benchmarkTitle}`,
});
