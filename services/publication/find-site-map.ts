import { webPlatform } from '@/adapters/web-platform';
import { listMappedBenchmarks, listMappedRounds } from '@/db/queries/listing-queries';

export type MappedPage = { readonly url: string; readonly changedAt: string | null };

/** The site-map protocol allows 50,000 addresses in a file. Crawlers find all other pages by links from these. */
const [benchmarksMax, roundsMax] = [10_000, 20_000];

const fixedPages = [
  '/',
  '/benchmarks',
  '/methods',
  '/methods/metrics',
  '/docs/api',
  '/privacy',
  '/terms',
  '/contact',
  '/client',
];

/** The public pages that lists link to, each with the date of its last change. */
export async function findSiteMap(): Promise<readonly MappedPage[]> {
  const { db, documents, environment } = webPlatform();
  const [benchmarks, rounds] = await Promise.all([
    listMappedBenchmarks(db, benchmarksMax),
    listMappedRounds(db, roundsMax),
  ]);
  const newest = new Map<string, Date>();
  for (const { slug, changedAt } of rounds) if (!newest.has(slug)) newest.set(slug, changedAt);
  const pages: readonly (readonly [string, Date | null])[] = [
    ...fixedPages.map((path) => [path, null] as const),
    ...documents.addresses.map((address) => [address ? `/docs/${address}` : '/docs', null] as const),
    ...benchmarks.map(
      ({ slug, createdAt }) => [`/benchmarks/${slug}`, newest.get(slug) ?? createdAt] as const,
    ),
    ...rounds.map(
      ({ slug, number, changedAt }) => [`/benchmarks/${slug}/rounds/${number}`, changedAt] as const,
    ),
  ];
  return pages.map(([path, changedAt]) => ({
    url: new URL(path, environment.PUBLIC_URL).href,
    changedAt: changedAt?.toISOString() ?? null,
  }));
}
