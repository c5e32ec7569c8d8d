import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeResponseCache } from '@/server/response-cache';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

/** A web process with a response cache of its own. */
type WebProcess = { url: string; rendered: number; server: Server };

/**
 * Milliseconds until a new version must be visible: the lifetime of a cached response, and the time to render
 * a new one.
 */
const freshWithinMs = 2_000 + 1_000;

describe('three web processes', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let processes: WebProcess[];
  const items = makeBinaryItems(200);

  beforeAll(async () => {
    processes = await Promise.all(Array.from({ length: 3 }, startProcess));
  });
  afterAll(async () => {
    for (const { server } of processes ?? []) server.close();
  });

  async function startProcess(): Promise<WebProcess> {
    const cache = makeResponseCache({
      host: 'localhost',
      render: async ({ url = '' }, response) => {
        one.rendered += 1;
        const [, , , , slug = '', , number] = url.split('/');
        const board = unwrap(await findLeaderboard(slug, Number(number)));
        response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public' });
        response.end(JSON.stringify(board));
      },
    });
    const server = createServer(async (request, response) => {
      if (!cache.send(request, response) && !(await cache.fill(request, response)))
        response.writeHead(503).end();
    });
    const port = await listenOnLoopback(server);
    const one: WebProcess = { url: `http://127.0.0.1:${port}`, rendered: 0, server };
    return one;
  }

  it('each serve a snapshot within three seconds of its publication, and render a page once for cached responses', async () => {
    const slug = await makeBenchmark(maintainer);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    const path = `/api/v1/benchmarks/${slug}/rounds/${number}/leaderboard`;
    const enteredAt = async ({ url }: WebProcess): Promise<number> => {
      const reply = await fetch(`${url}${path}`);
      return reply.ok ? (await reply.json()).entered : Number.NaN;
    };
    for (let count = 1; count <= 4; count += 1) {
      await submitPredictions(await makePerson(site), slug, formatPredictions(items.ids, 'yes'), {
        model: `Model ${count}`,
      });
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

    for (const one of processes) {
      const rendered = one.rendered;
      await Promise.all(Array.from({ length: 20 }, () => enteredAt(one)));
      expect(one.rendered - rendered).toBeLessThanOrEqual(1);
    }
  });
});
