import type { Metadata } from 'next';
import { findPublicUrl } from '@/services/publication/find-public-url';

/** Tells readers of a benchmark's page, and their programs, of its feed. */
export function feedLinks(slug: string, title: string): NonNullable<Metadata['alternates']>['types'] {
  const url = new URL(`/benchmarks/${slug}/feed.atom`, findPublicUrl()).href;
  return { 'application/atom+xml': [{ url, title: `${title}: changelog` }] };
}
