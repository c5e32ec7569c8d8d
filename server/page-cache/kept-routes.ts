/**
 * Whose answers to visitors are kept: pages that one reads, badges, feeds and the public JSON. What isn't listed is never kept. Of
 * what lies below a benchmark only that of listed ones is.
 */
export const keptRoutes = [
  '/',
  '/benchmarks',
  '/benchmarks/[slug]',
  '/benchmarks/[slug]/changelog',
  '/benchmarks/[slug]/feed.atom',
  '/benchmarks/[slug]/feed.json',
  '/benchmarks/[slug]/models/[model]',
  '/benchmarks/[slug]/rounds.ics',
  '/benchmarks/[slug]/rounds/[number]',
  '/benchmarks/[slug]/rounds/[number]/errata',
  '/card.png',
  '/card/[slug]',
  '/card/[slug]/models/[model]',
  '/card/[slug]/rounds/[number]',
  '/docs/api',
  '/embed/[slug]',
  '/feed.atom',
  '/feed.json',
  '/contact',
  '/methods',
  '/privacy',
  '/terms',
  '/submit',
  '/teams/[team]',
  '/badge/[slug]',
  '/badge/[slug]/[model]',
  '/api/v1/openapi.json',
  '/api/v1/benchmarks',
  '/api/v1/benchmarks/[slug]',
  '/api/v1/benchmarks/[slug]/changelog',
  '/api/v1/benchmarks/[slug]/lineages',
  '/api/v1/benchmarks/[slug]/marks',
  '/api/v1/benchmarks/[slug]/models/[model]',
  '/api/v1/benchmarks/[slug]/models/[model]/eval-results',
  '/api/v1/benchmarks/[slug]/models/[model]/model-index',
  '/api/v1/benchmarks/[slug]/over-rounds',
  '/api/v1/benchmarks/[slug]/rounds',
  '/api/v1/benchmarks/[slug]/rounds/[number]',
  '/api/v1/benchmarks/[slug]/rounds/[number]/against/[earlier]',
  '/api/v1/benchmarks/[slug]/rounds/[number]/commitment',
  '/api/v1/benchmarks/[slug]/rounds/[number]/croissant',
  '/api/v1/benchmarks/[slug]/rounds/[number]/errata',
  '/api/v1/benchmarks/[slug]/rounds/[number]/every-eval-ever',
  '/api/v1/benchmarks/[slug]/rounds/[number]/leaderboard',
] as const;

/**
 * One way to write an address: neither escapes nor a query nor a step up, so that nobody fills the cache with ways to write one address,
 * and none leads to a page that isn't listed here.
 */
const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,200}';
const patterns = keptRoutes.map(
  (route) => new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\[\w+\]/g, () => segment)}$`),
);

/** Whether an address is one of those, and lies below a benchmark. Undefined where it isn't. */
export function findKeptRoute(url: string): { isOfBenchmark: boolean } | undefined {
  const place = patterns.findIndex((pattern) => pattern.test(url));
  const route = keptRoutes[place];
  return route && { isOfBenchmark: route.includes('[slug]') };
}
