/** What stands above a page about one round. */
export const listRoundCrumbs = (slug: string, benchmarkTitle: string, number: number) => [
  { href: '/benchmarks', title: 'Benchmarks' },
  { href: `/benchmarks/${slug}`, title: benchmarkTitle },
  { href: `/benchmarks/${slug}/rounds/${number}`, title: <>round {number}</> },
];
