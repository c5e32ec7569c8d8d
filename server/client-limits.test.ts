import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { limitConcurrency, tooManyRequests } from './client-limits';

describe('concurrency limit', () => {
  let url: string;
  let held: ServerResponse[];
  let responses: Promise<Response>[];
  /** Functions that each let one waiting handler finish. */
  let rendering: (() => void)[];
  const server = createServer();

  beforeEach(async () => {
    held = [];
    responses = [];
    rendering = [];
    const admit = limitConcurrency({ activePerClient: 3, queuedPerClient: 2, queued: 3 });
    server.removeAllListeners('request').on('request', ({ headers, url: path }, response) => {
      const handle = (release: () => void) => {
        if (path === '/render') return new Promise<void>((resolve) => rendering.push(resolve));
        if (path === '/stream') {
          release();
          response.writeHead(200).write('begun');
        } else held.push(response);
      };
      if (!admit(String(headers['x-address']), response, handle))
        response.writeHead(tooManyRequests.status, tooManyRequests.headers).end(tooManyRequests.body);
    });
    url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  });
  afterEach(async () => {
    const timer = setInterval(() => {
      for (const response of held) if (!response.writableEnded) response.end('late');
    }, 1);
    await Promise.allSettled(responses);
    clearInterval(timer);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function ask(address: string, path = '/', signal?: AbortSignal): Promise<Response> {
    const response = fetch(url + path, { headers: { 'x-address': address }, ...(signal && { signal }) });
    responses.push(response);
    return response;
  }

  const turn = () => new Promise((resolve) => setTimeout(resolve, 2));

  /** Waits until this many requests are being handled, and a little longer in case it gets more. */
  async function areHeld(count: number): Promise<void> {
    while (held.length < count) await turn();
    for (let i = 0; i < 20; i++) await turn();
    expect(held.length).toBe(count);
  }

  it('keeps the slot of a client that has left until the handler of its request is done', async () => {
    const leaving = new AbortController();
    for (let i = 0; i < 3; i++) ask('a', '/render', leaving.signal).catch(() => {});
    while (rendering.length < 3) await turn();
    leaving.abort();
    ask('a');
    await areHeld(0);
    rendering[0]!();
    await areHeld(1);
    for (const end of rendering) end();
  });

  it('handles three requests of a client at a time, queues two and refuses the sixth', async () => {
    const queued = Array.from({ length: 5 }, () => ask('a'));
    await areHeld(3);
    const refused = await ask('a');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ code: 'rate_limited', detail: 'Try again in a second.' });
    // Requests of another client are handled although the first client's slots are taken.
    const other = ask('b');
    await areHeld(4);
    held[0]!.end('good');
    await areHeld(5);
    held[1]!.end('good');
    held[2]!.end('good');
    await areHeld(6);
    for (const response of held) response.end('good');
    const statuses = (await Promise.all([...queued, other])).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('gives the slot of a request whose client leaves, active or queued, to the next request', async () => {
    const [handled, waiting] = [new AbortController(), new AbortController()];
    const left = [ask('a', '/', handled.signal), ask('a'), ask('a')];
    await areHeld(3);
    left.push(ask('a', '/', waiting.signal));
    await areHeld(3);
    ask('a');
    await areHeld(3);
    waiting.abort();
    await expect(left[3]).rejects.toThrow();
    await areHeld(3);
    handled.abort();
    await expect(left[0]).rejects.toThrow();
    await areHeld(4);
    // After both clients have left, the queue is empty and takes two requests again.
    ask('a');
    ask('a');
    await areHeld(4);
    expect((await ask('a')).status).toBe(429);
  });

  it('frees the slot of a stream once it has begun', async () => {
    const streams = await Promise.all(Array.from({ length: 6 }, () => ask('a', '/stream')));
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    for (let i = 0; i < 3; i++) ask('a');
    await areHeld(3);
    // A queued request doesn't wait for the end of a long-lived event stream.
    const last = ask('a', '/stream');
    held[0]!.end('good');
    expect((await last).status).toBe(200);
    for (const stream of [...streams, await last]) await stream.body?.cancel();
  });

  it('bounds the number of queued requests of all clients together', async () => {
    for (const address of ['a', 'b'])
      for (let i = 0; i < 5; i++) {
        ask(address);
        await turn();
      }
    await areHeld(6);
    const [full] = await Promise.all(responses.slice(-1));
    expect(full!.status).toBe(429);
  });

  it('handles no pipelined request after its connection has ended, and keeps no slot for it', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\nx-address: a\r\n\r\n'.repeat(5));
    await areHeld(3);
    socket.destroy();
    await once(socket, 'close');
    // Two of the connection's five requests were still queued when it ended, so they must not be handled.
    for (let i = 0; i < 20; i++) await turn();
    expect(held).toHaveLength(3);
    for (let i = 0; i < 3; i++) ask('a');
    await areHeld(6);
  });
});
