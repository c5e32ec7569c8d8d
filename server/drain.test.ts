import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { waitUntil } from '@/testing/wait-until';
import { makeDrain } from './drain';
import { drainUnreadBody } from './request-guards';

const uploadHead = (more: string) =>
  `POST /api/v1/benchmarks/a/submissions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer a\r\ncontent-type: multipart/form-data; boundary=a\r\n${more}\r\n`;

describe('draining server', () => {
  const sockets: Socket[] = [];
  let server: Server | undefined;
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  });

  /** A server that reads an upload to its end and responds with the number of its bytes. */
  async function serve(patience?: { underWayMs: number; laterMs: number }) {
    let beginCount = 0;
    const handle = async (request: IncomingMessage, response: ServerResponse) => {
      beginCount += 1;
      if (request.url === '/never') return;
      response.end(`took ${(await text(request).catch(() => '')).length}`);
    };
    const made = createServer((request, response) => {
      drainUnreadBody(request, response);
      if (drain.refuse(request, response)) return;
      drain.watch(response);
      void handle(request, response);
    });
    server = made;
    const drain = makeDrain(made, patience);
    const port = await listenOnLoopback(made);
    const send = (words: string) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(words));
      let received = '';
      socket.on('error', () => {});
      socket.on('data', (chunk: Buffer) => {
        received += chunk;
      });
      sockets.push(socket);
      return { socket, ended: once(socket, 'close').then(() => received), received: () => received };
    };
    return { drain, send, made, awaitBegun: (count: number) => waitUntil(async () => beginCount >= count) };
  }

  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;

  it('completes an upload under way with its response, and then closes the connection', async () => {
    const { drain, send, made, awaitBegun } = await serve();
    const upload = send(`${uploadHead('content-length: 10\r\n')}12345`);
    await awaitBegun(1);
    const drained = drain.begin();
    upload.socket.write('67890');
    expect(await upload.ended).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Connection: close.*took 10$/s);
    await drained;
    expect(made.listening).toBe(false);
  });

  it('refuses new uploads with 503 and Retry-After, says 503 on /readyz, and serves all other requests', async () => {
    const { drain, send, awaitBegun } = await serve();
    const upload = send(`${uploadHead('content-length: 2\r\n')}1`);
    await awaitBegun(1);
    const drained = drain.begin();
    const refused = await send(`${uploadHead('content-length: 5\r\n')}12345`).ended;
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).toMatch(/\r\nretry-after: 10\r\n/i);
    expect(refused).toMatch(/\r\nconnection: close\r\n/i);
    expect(JSON.parse(refused.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 503, code: 'restarting' });
    expect(await send(get('/readyz')).ended).toMatch(/^HTTP\/1\.1 503 .*"draining"/s);
    expect(await send(get('/')).ended).toMatch(/^HTTP\/1\.1 200 .*Connection: close.*took 0$/s);
    upload.socket.write('2');
    expect(await upload.ended).toMatch(/took 2$/);
    await drained;
  });

  it('stops at once when only idle connections are left', async () => {
    const { drain, send } = await serve();
    const idle = send(get('/'));
    await waitUntil(async () => idle.received().endsWith('took 0'));
    const startedAt = performance.now();
    await drain.begin();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await idle.ended;
  });

  it('aborts a request that takes longer than the allowed time', async () => {
    const { drain, send, awaitBegun } = await serve({ underWayMs: 100, laterMs: 100 });
    const endless = send(get('/never'));
    await awaitBegun(1);
    await drain.begin();
    expect(await endless.ended).toBe('');
  });

  it('handles everything as usual before the drain begins', async () => {
    const { send } = await serve();
    const ready = send(get('/readyz'));
    await waitUntil(async () => ready.received().endsWith('took 0'));
    expect(ready.received()).toMatch(/^HTTP\/1\.1 200 .*Connection: keep-alive/s);
  });
});
