import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SentWay, writeHead } from './write-head';

/** Far from the end of a second, as long as a test takes. */
let nowMs: number;
let way: SentWay;
let server: Server;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  way = { headers: ['content-type', 'text/plain', 'x-of-ours', 'yes', 'content-length', '5'] };
  server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (request.url === '/by-node') response.writeHead(200, way.headers);
    else writeHead(response, way, nowMs);
    if (request.method === 'HEAD') response.end();
    else response.end(Buffer.from('hello'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** All that comes back on one connection, to its end. */
const exchange = (sent: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let received = '';
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(sent));
    socket.setEncoding('latin1');
    socket.on('data', (piece) => {
      received += piece;
    });
    socket.once('end', () => resolve(received));
    socket.once('error', reject);
  });
const ask = (path: string, ...headers: string[]): string =>
  ['GET', 'HEAD'].some((method) => path.startsWith(`${method} `))
    ? `${path} HTTP/1.1\r\nhost: a\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`
    : ask(`GET ${path}`, ...headers);
const last = ask('/by-node', 'connection: close');
const undated = (text: string) => text.replaceAll(/Date: [^\r]*/g, 'Date');

it('sends byte for byte what Node would, the first time, again, and to requests that come at once', async () => {
  const byNode = undated(await exchange(ask('/by-node').repeat(3) + last));
  expect(byNode.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4);
  expect(byNode).toContain('Keep-Alive: timeout=65');
  expect(undated(await exchange(ask('/').repeat(3) + last))).toBe(byNode);
  expect(way.written).toBeDefined();
  expect(undated(await exchange(ask('/').repeat(3) + last))).toBe(byNode);
});

it('sends no body to HEAD, and goes on after it', async () => {
  const sent = (path: string) => exchange(ask(`HEAD ${path}`) + ask(path) + ask(`HEAD ${path}`) + last);
  const byNode = undated(await sent('/by-node'));
  expect(byNode.match(/hello/g)).toHaveLength(2);
  for (const _ of ['written', 'given again']) expect(undated(await sent('/'))).toBe(byNode);
});

it('says that the connection ends where it does, and never elsewhere', async () => {
  const closing = ask('/', 'connection: close');
  const kept = undated(await exchange(ask('/') + last));
  for (const old of [closing, 'GET / HTTP/1.0\r\nhost: a\r\n\r\n']) {
    const received = await exchange(old);
    expect(received).toContain('Connection: close\r\n');
    expect(received).not.toContain('Keep-Alive');
    expect(received.endsWith('\r\n\r\nhello')).toBe(true);
    expect(undated(await exchange(ask('/') + last))).toBe(kept);
  }
});

it('gives a head again in the second in which it was written, and no longer', async () => {
  await exchange(ask('/') + last);
  const first = way.written;
  nowMs += 999;
  await exchange(ask('/') + last);
  expect(way.written).toBe(first);
  nowMs += 1;
  await exchange(ask('/') + last);
  expect(way.written).not.toBe(first);
  expect(way.written?.second).toBe(nowMs / 1_000);
});

it('gives what was written, and writes nothing anew', async () => {
  await exchange(ask('/') + last);
  way = {
    ...way,
    written: {
      text: 'HTTP/1.1 200 OK\r\nx-given: again\r\ncontent-length: 5\r\n\r\n',
      second: nowMs / 1_000,
    },
  };
  expect(await exchange(ask('/') + last)).toMatch(
    /^HTTP\/1\.1 200 OK\r\nx-given: again\r\ncontent-length: 5\r\n\r\nhello/,
  );
});
