import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { limitConnections } from './client-limits';
import { drainUnreadBody, endSlowReaders, limitBodyTime } from './request-guards';

let server: Server | undefined;
const sockets: Socket[] = [];
describe('server with a hostile or slow client', () => {
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  });

  async function listen(
    listener: RequestListener,
    prepare: (made: Server) => void = () => {},
  ): Promise<number> {
    server = createServer(listener);
    prepare(server);
    return listenOnLoopback(server);
  }

  function call(port: number, text = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'): Socket {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('error', () => {});
    sockets.push(socket);
    return socket;
  }

  const piece = Buffer.alloc(64 * 1024);
  /** More bytes than the operating system buffers for a client that doesn't read. */
  const pieces = Array.from({ length: 400 }, () => piece);
  /** Writes as fast as the client reads. */
  const large: RequestListener = (_, response) => void pipeline(pieces, response).catch(() => {});
  const slow = { graceMs: 200, bytesPerSecondMin: 1024 * 1024, checkEveryMs: 20 };

  it('ends the connection of a client that requests much and never reads', async () => {
    let isOver: Promise<unknown> | undefined;
    const port = await listen(
      (request, response) => {
        isOver = once(response, 'close');
        large(request, response);
      },
      (made) => endSlowReaders(made, slow),
    );
    const reader = call(port).pause();
    await once(reader, 'connect');
    await sleep(100);
    expect(isOver).toBeDefined();
    await Promise.race([isOver, sleep(4_000).then(() => Promise.reject(new Error('it is held still')))]);
  });

  it('ends the connection of a client that reads extremely slowly', async () => {
    let isOver: Promise<unknown> | undefined;
    const port = await listen(
      (request, response) => {
        isOver = once(response, 'close');
        large(request, response);
      },
      (made) => endSlowReaders(made, slow),
    );
    const reader = call(port).pause();
    const trickle = setInterval(() => reader.read(1_024), 20);
    try {
      await sleep(100);
      await Promise.race([isOver, sleep(8_000).then(() => Promise.reject(new Error('it is held still')))]);
    } finally {
      clearInterval(trickle);
    }
  });

  it('sends everything to a client that reads slowly but steadily, for a much longer time than the grace period', async () => {
    const port = await listen(large, (made) => endSlowReaders(made, { ...slow, graceMs: 600 }));
    const reader = call(port, 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    let taken = 0;
    const since = performance.now();
    for await (const chunk of reader) {
      taken += (chunk as Buffer).length;
      // Reads at about 10 MB/s: waits while it is ahead of that speed.
      const aheadMs = taken / (10 * 1024) - (performance.now() - since);
      if (aheadMs > 5) await sleep(aheadMs);
    }
    expect(taken).toBeGreaterThan(pieces.length * piece.length);
    expect(performance.now() - since).toBeGreaterThan(2 * 600);
  });

  it('keeps a connection whose client waits for the response', async () => {
    const port = await listen(
      (_, response) => void sleep(600).then(() => response.end('late')),
      (made) => endSlowReaders(made, { ...slow, graceMs: 0 }),
    );
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('late');
  });

  it('ends a request whose body arrives too slowly, with 408', async () => {
    const port = await listen((request, response) => {
      limitBodyTime(request, response, 150);
      request.on('error', () => {}).resume();
      request.on('end', () => response.end('read'));
    });
    const head = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n';
    const caller = call(port, head);
    await once(caller, 'connect');
    const trickle = setInterval(() => caller.write('a'), 20);
    let received = '';
    caller.on('data', (chunk: Buffer) => {
      received += chunk;
    });
    await once(caller, 'close');
    clearInterval(trickle);
    expect(received).toMatch(/^HTTP\/1\.1 408 /);

    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'a'.repeat(1000) });
    expect(await response.text()).toBe('read');
  });

  it('ends a request whose body still arrives slowly after its response', async () => {
    const port = await listen((request, response) => {
      limitBodyTime(request, response, 150);
      response.end('no');
    });
    const caller = call(port, 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n').resume();
    const trickle = setInterval(() => caller.write('a'), 20);
    await once(caller, 'close');
    clearInterval(trickle);
  });

  /** A handler that refuses an upload after the first bytes of its body, without reading the rest. */
  const refuseEarly: RequestListener = async (request, response) => {
    drainUnreadBody(request, response, { bytes: 4 * 2 ** 20, ms: 2_000 });
    if (request.method === 'GET') return void response.end('well');
    // Leaving the loop destroys the stream, as cancelling a web stream does.
    for await (const chunk of request) if (chunk) break;
    response.writeHead(415).end('no');
  };
  const post = (length: number) => `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n`;
  const get = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';

  it('responds to the next request on a connection after a refused body of 206 kB', async () => {
    const port = await listen(refuseEarly);
    for (let turn = 0; turn < 20; turn += 1) {
      const client = call(port, `${post(206_000)}${'a'.repeat(206_000)}${get}`);
      let received = '';
      for await (const chunk of client) {
        received += chunk;
        if (received.endsWith('well')) break;
      }
      expect(received).toMatch(/^HTTP\/1\.1 415 /);
    }
  });

  it('ends a connection if the rest of a refused body is longer than the server reads, or never comes', async () => {
    const port = await listen(refuseEarly);
    for (const sent of ['a'.repeat(8 * 2 ** 20), 'a']) {
      const client = call(port, post(2 ** 30) + sent).resume();
      await new Promise((resolve) => client.once('close', resolve));
    }
  });

  it('leaves no listener behind after many requests on one connection', async () => {
    const listeners: number[] = [];
    const port = await listen((request, response) => {
      limitBodyTime(request, response, 60_000);
      request.resume().on('end', () => {
        listeners.push(request.socket.listenerCount('close'));
        response.end();
      });
    });
    const caller = call(port, 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\na'.repeat(50)).resume();
    while (listeners.length < 50) await sleep(5);
    caller.destroy();
    expect(listeners[49]).toBe(listeners[0]);
  });

  it('limits the connections of a client, but not those of a trusted proxy', async () => {
    let caller: string | null = 'a';
    const port = await listen(
      (_, response) => response.end('well'),
      (made) => limitConnections(made, () => caller, 3),
    );
    const held = [call(port, ''), call(port, ''), call(port, '')];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    await once(call(port, ''), 'close');
    caller = 'b';
    await once(call(port).resume(), 'data');
    caller = null;
    for (let i = 0; i < 5; i++) await once(call(port), 'data');
    held[0]?.destroy();
    await sleep(20);
    caller = 'a';
    await once(call(port), 'data');
  });
});
