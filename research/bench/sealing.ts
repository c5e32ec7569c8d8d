import { createRng } from '@/lib/core/statistics/rng';
import { createRound } from '@/services/round/create';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite } from '@/testing/make-test-site';
import { startThrowawayPostgres } from '@/testing/start-throwaway-postgres';
import { prepareTestServer } from '@/testing/test-server';
import { unwrap } from '@/testing/unwrap';
import { runCheckTestSet } from '@/worker/sealing/run-check-test-set';
import { runSealRound } from '@/worker/sealing/run-seal-round';

// Duration from the upload of a test set to its commitment, by the real jobs on a real PostgreSQL: `npm run bench:sealing --
// [items]`. Medians of five rounds, each with new items.

const itemCount = Number(process.argv[2] ?? 100_000);

const roundCount = 5;

function formatTestSet(seed: string): string {
  const rng = createRng(seed);
  const lines = Array.from({ length: itemCount }, (_, i) => {
    const cells = Array.from({ length: 6 }, () => rng.nextUnit().toFixed(6));
    return `${seed}-${i},${cells.join(',')},${rng.nextUnit() < 0.4 ? 'yes' : 'no'}`;
  });
  return `id,a,b,c,d,e,f,label\n${lines.join('\n')}\n`;
}

const median = (values: number[]): string =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!.toFixed(2);

const server = await startThrowawayPostgres('bench', { durable: false });

try {
  const site = await makeTestSite(await prepareTestServer(server.superuserUrl));
  const maintainer = await makePerson(site);
  const slug = await makeBenchmark(maintainer);
  const seconds: Record<'upload' | 'check' | 'seal', number[]> = { upload: [], check: [], seal: [] };
  for (let n = 1; n <= roundCount; n++) {
    const request = formRequest({ title: `Round ${n}` }, 'test_set', formatTestSet(`r${n}`));
    const time = async <T>(what: keyof typeof seconds, work: () => Promise<T>): Promise<T> => {
      const start = performance.now();
      const result = await work();
      seconds[what].push((performance.now() - start) / 1000);
      return result;
    };
    const { number } = unwrap(await time('upload', () => createRound(maintainer, slug, request)));
    const [row] = await site.superuser`select round_id as id from rounds where number = ${number}`;
    await time('check', () => runCheckTestSet(site.scorer, { roundId: row?.id }));
    await time('seal', () => runSealRound(site.scorer, { roundId: row?.id, ids: 'kept' }));
    const [after] = await site.superuser`select state from rounds where number = ${number}`;
    if (after?.state !== 'sealed') throw new Error(`round ${number} was not sealed`);
  }
  for (const [what, values] of Object.entries(seconds))
    console.log(
      `${what}: ${median(values)} s (median of ${roundCount}, ${itemCount.toLocaleString('en')} items)`,
    );
  await site.drop();
} finally {
  await server.remove();
}
