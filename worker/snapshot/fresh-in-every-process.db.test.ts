import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChangeWatch, watchPublicChanges } from '@/db/watch-public-changes';
import { keepPages } from '@/server/page-cache/keep-pages';
import type { Actor } from '@/services/access/actor';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

/** What a web process keeps, and hears. */
type WebProcess = { url: string; asked: number; server: Server; watch: ChangeWatch };

const freshWithinMs = 2_000;

describe('three web processes', () => {
  let site: TestSite;
  let maintainer: Actor;
  let processes: WebProcess[];
  let scorer: Awaited<ReturnType<typeof startTestScorer>>;
  const items = makeBinaryItems(200);

  beforeAll(async () => {
    site = await makeTestSite();
    maintainer = await makePerson(site);
    scorer = await startTestScorer(site);
    processes = await Promise.all(Array.from({ length: 3 }, startProcess));
  });
  afterAll(async () => {
    for (const { server, watch } of processes ?? []) {
      server.close();
      await watch.stop();
    }
    await scorer?.stop();
    await site?.drop();
  });

  async function startProcess(): Promise<WebProcess> {
    const watch = watchPublicChanges(site.urls.web, () => pages.drop());
    const pages = keepPages({
      host: 'localhost',
      headersOf: () => ({}),
      isHearing: watch.isHearing,
      answer: async ({ url = '' }, response, { tellListed }) => {
        one.asked += 1;
        const [, , , , slug = '', , number] = url.split('/');
        const board = unwrap(await findLeaderboard(slug, Number(number)));
        tellListed(true);
        response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public' });
        response.end(JSON.stringify(board));
      },
    });
    const server = createServer((request, response) => {
      if (pages.send(request, response)) return;
      void pages.sendNew(request, response, () => response.writeHead(503).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const one: WebProcess = { url: `http://127.0.0.1:${port}`, asked: 0, server, watch };
    await waitUntil(async () => watch.isHearing());
    return one;
  }

  it('each send a snapshot within two seconds of its publication, and ask the database for none of what they keep', async () => {
    const slug = await makeBenchmark(maintainer);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    const path = `/api/v1/benchmarks/${slug}/rounds/${number}/leaderboard`;
    const enteredAt = async ({ url }: WebProcess): Promise<number> => {
      const answer = await fetch(`${url}${path}`);
      return answer.ok ? (await answer.json()).entered : Number.NaN;
    };
    for (let count = 1; count <= 4; count += 1) {
      await submitPredictions(
        await makePerson(site),
        slug,
        formatPredictions(items.ids, () => 'yes'),
        {
          model: `Model ${count}`,
        },
      );
      const seenAt = await Promise.all(
        [
          () => findLeaderboard(slug, number).then((board) => unwrap(board).entered),
          ...processes.map((one) => () => enteredAt(one)),
        ].map(async (look) => {
          await waitUntil(async () => (await look()) === count, { everyMs: 5 });
          return performance.now();
        }),
      );
      const [published = 0, ...sent] = seenAt;
      for (const at of sent) expect(at - published).toBeLessThan(freshWithinMs);
    }

    // The freshness of the open round is assessed after the last snapshot, and that is public too.
    await waitUntil(async () => {
      const waiting = await site.superuser`select from graphile_worker.jobs where run_at <= now()`;
      return waiting.length === 0 && processes.every(({ watch }) => watch.isHearing());
    });
    for (const one of processes) await enteredAt(one);
    const asked = processes.map((one) => one.asked);
    for (const one of processes) for (let i = 0; i < 20; i += 1) await enteredAt(one);
    expect(processes.map((one) => one.asked)).toEqual(asked);
  });
});
