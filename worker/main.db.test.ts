import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/remove-embedded-postgres';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@/adapters/embedded-postgres/start-embedded-postgres';
import type { Actor } from '@/services/access/actor';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { findQuota } from '@/services/submission/find-quota';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { type SpawnedProcess, spawnProcess } from '@/testing/spawn-process';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { prepareTestServer } from '@/testing/test-server';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

/** Enough for a score to take half a second or more, so that it can be interrupted. */
const items = makeBinaryItems(100_000);
/** Checking and sealing so many takes ten seconds, and beside the journeys two minutes. */
const setUpWithinMs = 300_000;
const recoveredWithinMs = 60_000;

describe('a scorer process', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-durable-'));
  let server: EmbeddedPostgres;
  let site: TestSite;
  let slug: string;
  let scorer: SpawnedProcess;

  const spawnScorer = () => spawnProcess('worker/main.ts', site.environments.scorer);

  beforeAll(async () => {
    // A durable server of its own, because one test kills it.
    server = await startEmbeddedPostgres({ dataDir, durable: true });
    site = await makeTestSite(await prepareTestServer(server.superuserUrl));
    scorer = spawnScorer();
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { metric: 'roc_auc' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
  }, setUpWithinMs);
  afterAll(async () => {
    await scorer?.end('SIGKILL');
    await site?.drop();
    await server?.stop();
    removeEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function submitBigFile(researcher: Actor, model: string): Promise<string> {
    const file = `id,p_no,p_yes\n${items.ids.map((id, i) => `${id},${1 - (i % 1000) / 1000},${(i % 1000) / 1000}`).join('\n')}`;
    return (await submitPredictions(researcher, slug, file, { model })).id;
  }

  async function readState(id: string): Promise<{ state: string; attempt: number; evaluations: number }> {
    const [row] = await site.superuser<{ state: string; attempt: number; evaluations: number }[]>`
      select state, attempt, (select count(*)::int from hidden.evaluations e where e.submission_id = ${id}) as evaluations
      from submissions where submission_id = ${id}`;
    return row!;
  }

  const awaitScoring = (id: string) =>
    waitUntil(async () => (await readState(id)).state === 'scoring', { everyMs: 5 });

  const awaitScored = (id: string) =>
    waitUntil(async () => (await readState(id).catch(() => undefined))?.state === 'scored', {
      patienceMs: recoveredWithinMs,
      everyMs: 250,
    });

  async function expectScoredOnce(researcher: Actor, id: string, model: string): Promise<void> {
    expect(await readState(id)).toEqual({ state: 'scored', attempt: 2, evaluations: 1 });
    const outcomes = await site.superuser`
      select part from hidden.item_outcomes join hidden.evaluations using (evaluation_id) where submission_id = ${id}`;
    expect(outcomes).toHaveLength(2);
    expect(unwrap(await findQuota(researcher, slug)).round.used).toBe(1);
    await waitUntil(async () => {
      const table = await findLeaderboard(slug, 1);
      return table.ok && table.value.entries.some((entry) => entry.model === model);
    });
  }

  it('killed in the middle of a score is replaced by another, which scores the submission once within a minute', async () => {
    const researcher = await makePerson(site);
    const id = await submitBigFile(researcher, 'Killed scorer');
    await awaitScoring(id);
    await scorer.end('SIGKILL');
    expect(await readState(id)).toEqual({ state: 'scoring', attempt: 1, evaluations: 0 });
    scorer = spawnScorer();
    await awaitScored(id);
    await expectScoredOnce(researcher, id, 'Killed scorer');
  });

  it('whose PostgreSQL is killed in the middle of a score scores the submission once within a minute of its return', async () => {
    const researcher = await makePerson(site);
    const id = await submitBigFile(researcher, 'Killed database');
    await awaitScoring(id);
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    // Down for long enough that the try can't complete.
    await sleep(4_000);
    const { port } = server;
    server = await startEmbeddedPostgres({ dataDir, durable: true, port });
    // What the supervisor does for a scorer that has ended: it may end at any time from now on.
    await waitUntil(
      async () => {
        if (scorer.hasEnded()) scorer = spawnScorer();
        return (await readState(id).catch(() => undefined))?.state === 'scored';
      },
      { patienceMs: recoveredWithinMs, everyMs: 250 },
    );
    await expectScoredOnce(researcher, id, 'Killed database');
  });
});
