import type { Metadata } from 'next';
import { findPublicUrl } from '@/services/publication/find-public-url';

/**
 * What search engines and previews read of a page: its own address whatever the query says, its title and its one sentence.
 * @param path without a query
 */
export function describePage({
  path,
  title,
  description,
  types,
}: {
  path: string;
  title: string;
  description?: string;
  types?: NonNullable<Metadata['alternates']>['types'];
}): Metadata {
  const url = new URL(path, findPublicUrl()).href;
  return {
    title,
    description,
    alternates: { canonical: url, types },
    openGraph: { title, description, url, siteName: 'Tidemark', type: 'website' },
    twitter: { card: 'summary' },
  };
}
