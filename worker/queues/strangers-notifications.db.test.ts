import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';

const site = provideTestSite();

it('the scorer continues when the web role claims a newer schema of the queue', async () => {
  const scorer = await startTestScorer(site);
  let hasEnded = false;
  void scorer.ended.then(() => {
    hasEnded = true;
  });
  try {
    for (const payload of ['{"breaking":true,"migrationNumber":9999}', '{"breaking":1}', 'nonsense', ''])
      await site.web.db.execute(sql`select pg_notify('worker:migrate', ${payload})`);
    // PostgreSQL delivers notifications in order, so this one arrives after the forged ones.
    await site.web.db.execute(sql`select pg_notify('jobs:insert', '{"count":1000000000}')`);
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    expect(await makeSealedRound(maintainer, slug, formatTestSet(makeBinaryItems(10)))).toBe(1);
    expect(hasEnded).toBe(false);
    expect(process.exitCode).not.toBe(57);
  } finally {
    await scorer.stop();
  }
});
