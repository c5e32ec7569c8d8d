import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/actor';
import { closeRound } from '@/services/round/close';
import { openRound } from '@/services/round/open';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound, makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { type SpawnedProcess, spawnProcess } from '@/testing/spawn-process';
import { repetitions } from '@/testing/stress';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal } from '@/testing/submit-predictions';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

const versionCount = 5;
const patienceMs = 120_000;

describe('standing evaluation', () => {
  let site: TestSite;
  let slug: string;
  let maintainer: Actor;
  let scorer: SpawnedProcess;
  const spawnScorer = () =>
    spawnProcess('worker/main.ts', { ...site.environments.scorer, TIDEMARK_REACHABLE_FROM: 'loopback' });

  beforeAll(async () => {
    site = await makeTestSite();
    scorer = spawnScorer();
    maintainer = await makePerson(site);
    // A run on hidden inputs takes a second at least, so there is a middle to be killed in.
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await Promise.all(
      Array.from({ length: versionCount }, async (_, i) => {
        const person = await makePerson(site);
        const sent = unwrap(await submitModel(person, slug, softmaxModel(1 + i), { model: `Model ${i}` }));
        await waitUntil(async () => (await awaitFinal(person, sent.id)).state === 'scored', { patienceMs });
      }),
    );
  }, 300_000);
  afterAll(async () => {
    await scorer?.end('SIGKILL');
    await site?.drop();
  });

  const readRound = (number: number) => site.superuser<
    { state: string; answered: boolean; evaluations: number; runs: number; attempt: number }[]
  >`select s.state, s.feedback is not null as answered, s.attempt,
      (select count(*)::int from hidden.evaluations e where e.submission_id = s.submission_id) as evaluations,
      (select count(*)::int from hidden.model_runs m where m.submission_id = s.submission_id) as runs
    from submissions s join rounds r using (round_id) where r.number = ${number} and s.is_standing`;

  it('loses no version and runs none twice, whenever its scorer is killed', async () => {
    for (let time = 0; time < repetitions(1, 20); time++) {
      const number = await makeSealedRound(maintainer, slug, tinyTestSet(2 + time));
      unwrap(await closeRound(maintainer, slug, number - 1, { reason: 'It has run long enough' }));
      unwrap(await openRound(maintainer, slug, number));
      const doneAtKill = time % versionCount;
      await waitUntil(
        async () => {
          const rows = await readRound(number);
          return rows.length > 0 && rows.filter(({ state }) => state === 'scored').length >= doneAtKill;
        },
        { everyMs: 5, patienceMs },
      );
      await sleep((time * 370) % 1_500);
      await scorer.end('SIGKILL');
      const [before] = await site.superuser<[{ unfinished: number }]>`
        select count(*)::int as unfinished from submissions where state not in ('scored', 'rejected', 'failed')`;
      // As if it had been silent for a minute.
      await site.superuser`update scorer_heartbeats set beat_at = beat_at - interval '1 minute'`;
      scorer = spawnScorer();
      const rows = await waitUntil(
        async () => {
          const read = await readRound(number);
          return read.length === versionCount && read.every(({ answered }) => answered) && read;
        },
        { patienceMs },
      );
      for (const row of rows) expect(row).toMatchObject({ state: 'scored', evaluations: 1, runs: 1 });
      if (before.unfinished > 0)
        expect(Math.max(...rows.map(({ attempt }) => attempt))).toBeLessThanOrEqual(2);
    }
  }, 600_000);
});
