import { createRng } from '@/lib/core/statistics/rng';
import { closeRound, openRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite } from '@/testing/make-test-site';
import { spawnProcess } from '@/testing/spawn-process';
import { startTestRunner } from '@/testing/start-test-runner';
import { startThrowawayPostgres } from '@/testing/start-throwaway-postgres';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal } from '@/testing/submit-predictions';
import { prepareTestServer } from '@/testing/test-server';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

// Duration of the automatic evaluations when a round with hidden inputs opens, by the real scorer on a real PostgreSQL: `npm run
// bench:automatic -- [versions] [items]`. In steps up to all versions, each by a team of its own. In the last step the scorer is
// killed with SIGKILL when half is evaluated, and restarted as its supervisor does. Nothing else runs, and every version must be
// evaluated exactly once.

const versionCount = Number(process.argv[2] ?? 200);

const itemCount = Number(process.argv[3] ?? 4_000);

const steps = [8, 4, 2, 1].map((split) => Math.ceil(versionCount / split));

const patienceMs = 3_600_000;

function formatTestSet(round: number): string {
  const rng = createRng(`automatic-${round}`);
  const rows = Array.from({ length: itemCount }, (_, i) => {
    const [a, b] = [rng.nextUnit(), rng.nextUnit()];
    return `round-${round}-${i},${a.toFixed(6)},${b.toFixed(6)},${b > a !== rng.nextUnit() < 0.2 ? 'yes' : 'no'}`;
  });
  return `id,a,b,label\n${rows.join('\n')}\n`;
}

const server = await startThrowawayPostgres('bench', { durable: true });

try {
  const site = await makeTestSite(await prepareTestServer(server.superuserUrl));
  const spawnScorer = () =>
    spawnProcess('worker/main.ts', { ...site.environments.scorer, TIDEMARK_REACHABLE_FROM: 'loopback' });
  let scorer = await spawnScorer();
  const runner = await startTestRunner(site);
  const maintainer = await makePerson(site);
  const slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
  let number = await makeOpenRound(maintainer, slug, formatTestSet(1));

  const readStanding = () => site.superuser<{ state: string; attempt: number; evaluations: number }[]>`
    select s.state, s.attempt,
      (select count(*)::int from hidden.evaluations e where e.submission_id = s.submission_id) as evaluations
    from submissions s join rounds r using (round_id) where r.number = ${number} and s.is_automatic`;
  const countScored = async () => (await readStanding()).filter(({ state }) => state === 'scored').length;

  let sentCount = 0;
  for (const count of steps) {
    for (; sentCount < count; sentCount++) {
      const person = await makePerson(site);
      const model = softmaxModel(1 + sentCount / versionCount);
      const sent = unwrap(await submitModel(person, slug, model, { model: `Model ${sentCount}` }));
      const { state, code } = await awaitFinal(person, sent.id);
      if (state !== 'scored') throw new Error(`a version ended ${state}: ${code}`);
    }
    const next = await makeSealedRound(maintainer, slug, formatTestSet(number + 1));
    unwrap(await closeRound(maintainer, slug, number, { reason: 'Its month is over' }));
    number = next;
    unwrap(await openRound(maintainer, slug, number));
    const begunAt = performance.now();
    const isLast = count === versionCount;
    if (isLast) {
      await waitUntil(async () => (await countScored()) >= count / 2, { everyMs: 100, patienceMs });
      await scorer.end('SIGKILL');
      scorer = await spawnScorer();
    }
    await waitUntil(async () => (await countScored()) === count, { everyMs: 250, patienceMs });
    const seconds = (performance.now() - begunAt) / 1_000;
    const rows = await readStanding();
    if (rows.length !== count || rows.some(({ evaluations }) => evaluations !== 1))
      throw new Error('a version has no evaluation, or two');
    const again = rows.filter(({ attempt }) => attempt > 1).length;
    console.log(
      `${count} versions, ${itemCount.toLocaleString('en')} items: ${seconds.toFixed(1)} s, ` +
        `${((1_000 * seconds) / count).toFixed(0)} ms each${isLast ? `; killed once in the middle, ${again} begun again` : ''}`,
    );
  }
  await runner.stop();
  await scorer.end('SIGKILL');
  await site.drop();
} finally {
  await server.remove();
}
