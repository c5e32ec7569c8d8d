import type { Metadata } from 'next';
import { findPublicUrl } from '@/services/publication/find-operator';

/** Metadata by which feed readers find the benchmark's feeds from a page. */
export function feedLinks(slug: string, title: string): NonNullable<Metadata['alternates']>['types'] {
  const linkTo = (file: string) => [
    { url: new URL(`/benchmarks/${slug}/${file}`, findPublicUrl()).href, title: `${title}: changelog` },
  ];
  return { 'application/atom+xml': linkTo('feed.atom'), 'application/feed+json': linkTo('feed.json') };
}
