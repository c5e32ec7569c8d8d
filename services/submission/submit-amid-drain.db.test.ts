import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { toWebStream } from '@/adapters/spool-file';
import { makeDrain } from '@/server/drain';
import { drainUnreadBody } from '@/server/request-guards';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';
import { submit } from './submit';

describe('submission that arrives while the server drains', () => {
  const site = provideTestSite();

  it('gets its response, and the submission is stored', async () => {
    const items = makeBinaryItems(10);
    const person = await makePerson(site);
    const slug = await makeBenchmark(person);
    await withTestScorer(site, () => makeOpenRound(person, slug, formatTestSet(items)));

    let hasBegun = false;
    const handle = async (request: IncomingMessage) => {
      hasBegun = true;
      const { 'content-type': type = '' } = request.headers;
      const init = {
        method: 'POST',
        headers: { 'content-type': type },
        body: toWebStream(request),
        // Node's fetch requires `duplex` for a request body that is a stream; its types lack the field.
        duplex: 'half',
      };
      return submit(await makePerson(site), slug, new Request('http://127.0.0.1/', init), {
        dryRun: false,
        idempotencyKey: 'a key',
      });
    };
    const server = createServer((request, response) => {
      drainUnreadBody(request, response);
      if (drain.refuse(request, response)) return;
      drain.watch(response);
      void handle(request).then((submitted) => response.end(JSON.stringify(submitted)));
    });
    const drain = makeDrain(server);
    const port = await listenOnLoopback(server);

    const field = (disposition: string, value: string) =>
      `--edge\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
    const body =
      field('name="metadata"', JSON.stringify({ model: 'A model', version: '1' })) +
      field('name="file"; filename="file"', formatPredictions(items.ids, 'no')) +
      '--edge--\r\n';
    const half = body.length - 60;
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /api/v1/benchmarks/${slug}/submissions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer a\r\n` +
        `content-type: multipart/form-data; boundary=edge\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, half)}`,
    );
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk;
    });
    const ended = once(socket, 'close');
    await waitUntil(async () => hasBegun);
    const drained = drain.begin();
    socket.write(body.slice(half));
    await ended;
    await drained;
    expect(received).toMatch(/^HTTP\/1\.1 200 .*"kind":"accepted"/s);
    const [row] = await site.superuser<{ id: string }[]>`select submission_id as id from submissions`;
    expect(received).toContain(row?.id);
  });
});
