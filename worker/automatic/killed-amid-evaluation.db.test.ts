import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { type SpawnedProcess, spawnProcess } from '@/testing/spawn-process';
import { startTestRunner } from '@/testing/start-test-runner';
import { startScorerAlone, startTestScorer } from '@/testing/start-test-scorer';
import { isStress, repetitions } from '@/testing/stress';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal } from '@/testing/submit-predictions';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

const versionCount = 4;

const patienceMs = 120_000;

type Row = {
  id: string;
  state: string;
  attempt: number;
  hasFeedback: boolean;
  begun: boolean;
  hasOutcome: boolean;
  isEarly: boolean;
  evaluations: number;
  runs: number;
};

/**
 * Moments at which the test kills the scorer. `npm test` uses only the first: a run has ended and isn't
 * reported.
 */
const moments: ((rows: Row[]) => boolean)[] = [
  (rows) => rows.some(({ hasOutcome, state }) => hasOutcome && state === 'scoring'),
  (rows) => rows.some(({ begun, hasOutcome }) => begun && !hasOutcome),
  (rows) => rows.some(({ state }) => state === 'scored'),
  (rows) => rows.filter(({ state }) => state === 'scored').length === versionCount - 1,
];

describe('automatic evaluation', () => {
  const site = provideTestSite();
  let slug: string;
  const maintainer = providePerson(site);
  let scorer: SpawnedProcess;
  let runner: Awaited<ReturnType<typeof startTestRunner>>;
  /** Starts the real scorer under stress, otherwise one that starts faster. */
  const spawnScorer = () =>
    spawnProcess(isStress ? 'worker/main.ts' : 'testing/one-thread-scorer.ts', {
      ...site.environments.scorer,
      TIDEMARK_REACHABLE_FROM: 'loopback',
      TIDEMARK_SCORER_THREADS: '1',
    });

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    const playing = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await Promise.all(
      Array.from({ length: versionCount }, async (_, i) => {
        const person = await makePerson(site);
        const sent = unwrap(await submitModel(person, slug, softmaxModel(1 + i), { model: `Model ${i}` }));
        await awaitFinal(person, sent.id);
      }),
    );
    await playing.stop();
    runner = await startTestRunner(site);
    scorer = await spawnScorer();
  }, 300_000);
  afterAll(async () => {
    await scorer?.end('SIGKILL');
    await runner?.stop();
  });

  const readRound = (number: number) => site.superuser<Row[]>`
    select s.submission_id as id, s.state, s.attempt, s.feedback is not null as "hasFeedback", h.begun_at is not null as begun,
      h.outcome is not null as "hasOutcome", coalesce(s.finished_at < date_trunc('milliseconds', h.reportable_at), false) as "isEarly",
      (select count(*)::int from hidden.evaluations e where e.submission_id = s.submission_id) as evaluations,
      (select count(*)::int from hidden.model_runs m where m.submission_id = s.submission_id) as runs
    from submissions s join rounds r using (round_id) left join hidden.hidden_runs h using (submission_id)
    where r.number = ${number} and s.is_automatic`;

  it('loses no version, runs none twice and reports none early, whenever its scorer is killed', async () => {
    for (let time = 0; time < repetitions(1, 20); time++) {
      const number = await openNextRound(maintainer, slug, tinyTestSet(2 + time));
      const isMoment = moments[time % moments.length]!;
      const atKill = await waitUntil(
        async () => {
          const rows = await readRound(number);
          return isMoment(rows) && rows;
        },
        { everyMs: 5, patienceMs },
      );
      if (isStress) await sleep((time * 370) % 1_500);
      await scorer.end('SIGKILL');
      // Simulates a heartbeat that stopped a minute ago.
      await site.superuser`update scorer_heartbeats set beat_at = beat_at - interval '1 minute'`;
      const inProcess = isStress ? null : await startScorerAlone(site);
      if (isStress) scorer = await spawnScorer();
      const rows = await waitUntil(
        async () => {
          const read = await readRound(number);
          return read.length === versionCount && read.every(({ state }) => state === 'scored') && read;
        },
        { patienceMs },
      );
      for (const row of rows)
        expect(row).toMatchObject({
          state: 'scored',
          evaluations: 1,
          runs: 1,
          isEarly: false,
          hasFeedback: false,
        });
      for (const { id, attempt } of atKill.filter(({ hasOutcome }) => hasOutcome))
        expect(rows.find((row) => row.id === id)?.attempt).toBe(attempt);
      await inProcess?.stop();
      expect(Math.max(...rows.map(({ attempt }) => attempt))).toBeLessThanOrEqual(2);
    }
  }, 600_000);
});
