import { beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { findSiteMap } from './find-site-map';

const site = provideTestSite();
describe('site map', () => {
  beforeAll(async () => {
    await startTestScorer(site);
  });

  it('lists listed benchmarks and their public rounds, each with its last change', async () => {
    const maintainer = await makePerson(site);
    const listed = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, listed, formatTestSet(makeBinaryItems(20)));
    const unlisted = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, unlisted, formatTestSet(makeBinaryItems(20)));
    await site.superuser`update benchmarks set visibility = 'unlisted' where slug = ${unlisted}`;
    const draft = await makeBenchmark(maintainer);
    const pages = await findSiteMap();
    const [row] = await site.superuser<{ openedAt: Date }[]>`
    select opened_at as "openedAt" from rounds join benchmarks using (benchmark_id) where slug = ${listed}`;
    const at = row!.openedAt.toISOString();
    const base = 'http://127.0.0.1:3000/benchmarks';
    expect(pages).toContainEqual({ url: `${base}/${listed}`, changedAt: at });
    expect(pages).toContainEqual({ url: `${base}/${listed}/rounds/1`, changedAt: at });
    expect(pages.map(({ url }) => url)).toContain(`${base}/${draft}`);
    expect(pages.filter(({ url }) => url.includes(unlisted))).toEqual([]);
  });
});
