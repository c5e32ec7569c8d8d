import type { Metadata } from 'next';

/**
 * The title of a page of a benchmark's maintainers: what it shows, and of which benchmark. Whoever has no role there reads no more
 * in it than on the page.
 * @param what null for whoever isn't shown it
 */
export const titleMaintainPage = (what: string | null, benchmarkTitle: string): Metadata => ({
  title: what === null ? `Not yours to maintain: ${benchmarkTitle}` : `${what}, ${benchmarkTitle}`,
});
