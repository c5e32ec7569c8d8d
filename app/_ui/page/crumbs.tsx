/** Breadcrumbs above a page of a benchmark. */
export const listBenchmarkCrumbs = (slug: string, title: string) => [
  { href: '/benchmarks', title: 'Benchmarks' },
  { href: `/benchmarks/${slug}`, title },
];

/** Breadcrumbs above a page about a round. */
export const listRoundCrumbs = (slug: string, benchmarkTitle: string, number: number) => [
  ...listBenchmarkCrumbs(slug, benchmarkTitle),
  { href: `/benchmarks/${slug}/rounds/${number}`, title: <>round {number}</> },
];

/** Breadcrumbs above a page for a benchmark's maintainers. */
export const listMaintainCrumbs = (slug: string, title: string) => [
  { href: '/maintain', title: 'Maintain' },
  { href: `/maintain/${slug}`, title },
];
