import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SentWay, sendWhole } from './send-whole';

/** Far from the end of a second, as long as a test takes. */
let nowMs: number;
let way: SentWay;
let server: Server;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  way = wayOf(Buffer.from('hello'));
  server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (request.method === 'HEAD') response.writeHead(200, way.headers).end();
    else if (request.url === '/by-node') response.writeHead(200, way.headers).end(way.body);
    else sendWhole(response, way, nowMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const wayOf = (body: Buffer): SentWay => ({
  headers: ['content-type', 'text/plain', 'x-of-ours', 'yes', 'content-length', String(body.length)],
  body,
});
const port = () => (server.address() as AddressInfo).port;

/** All that comes back on one connection, which the last request ends. */
const atOnce = (...requests: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect(port(), '127.0.0.1', () => socket.write(requests.join('')));
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.once('end', () => resolve(Buffer.concat(pieces).toString('latin1')));
    socket.once('error', reject);
  });

/** The same, each request sent when the one before has been answered with its whole body. */
const inTurn = (...requests: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const waiting = [...requests];
    let all = '';
    let answered = 0;
    const socket = connect(port(), '127.0.0.1', () => socket.write(waiting.shift() ?? ''));
    socket.setEncoding('latin1').on('data', (piece) => {
      all += piece;
      const head = all.indexOf('\r\n\r\n', answered) + 4;
      const length = Number(/content-length: (\d+)/.exec(all.slice(answered, head))?.[1]);
      if (head < 4 || all.length < head + length) return;
      answered = all.length;
      socket.write(waiting.shift() ?? '');
    });
    socket.once('end', () => resolve(all));
    socket.once('error', reject);
  });

const ask = (path: string, ...headers: string[]): string =>
  ['GET', 'HEAD'].some((method) => path.startsWith(`${method} `))
    ? `${path} HTTP/1.1\r\nhost: a\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`
    : ask(`GET ${path}`, ...headers);
const last = ask('/by-node', 'connection: close');
const undated = (text: string) => text.replaceAll(/Date: [^\r]*/g, 'Date');

describe.each([
  ['at once', atOnce],
  ['in turn', inTurn],
])('to requests that come %s', (how, exchange) => {
  it('sends byte for byte what Node would, the first time and again', async () => {
    const byNode = undated(await exchange(ask('/by-node'), ask('/by-node'), ask('/by-node'), last));
    expect(byNode.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4);
    expect(byNode).toContain('Keep-Alive: timeout=65');
    for (const _ of ['written', 'given again'])
      expect(undated(await exchange(ask('/'), ask('/'), ask('/'), last))).toBe(byNode);
    const whole = how === 'in turn' ? `${way.written?.text}hello` : undefined;
    expect(way.written?.whole?.toString('latin1')).toBe(whole);
  });
});

it('goes on after HEAD', async () => {
  const sent = (path: string) => atOnce(ask(`HEAD ${path}`), ask(path), ask(`HEAD ${path}`), last);
  const byNode = undated(await sent('/by-node'));
  expect(byNode.match(/hello/g)).toHaveLength(2);
  for (const _ of ['written', 'given again']) expect(undated(await sent('/'))).toBe(byNode);
});

it('says that the connection ends where it does, and never elsewhere', async () => {
  const closing = ask('/', 'connection: close');
  const kept = undated(await inTurn(ask('/'), ask('/'), last));
  for (const old of [closing, 'GET / HTTP/1.0\r\nhost: a\r\n\r\n']) {
    const received = await inTurn(old);
    expect(received).toContain('Connection: close\r\n');
    expect(received).not.toContain('Keep-Alive');
    expect(received.endsWith('\r\n\r\nhello')).toBe(true);
    expect(undated(await inTurn(ask('/'), ask('/'), last))).toBe(kept);
  }
});

it('gives a head again in the second in which it was written, and no longer', async () => {
  await inTurn(ask('/'), last);
  const first = way.written;
  nowMs += 999;
  await inTurn(ask('/'), last);
  expect(way.written).toBe(first);
  nowMs += 1;
  await inTurn(ask('/'), last);
  expect(way.written).not.toBe(first);
  expect(way.written?.second).toBe(nowMs / 1_000);
});

it('gives what was written, and writes nothing anew', async () => {
  const text = 'HTTP/1.1 200 OK\r\nx-given: again\r\ncontent-length: 5\r\n\r\n';
  way.written = { text, second: nowMs / 1_000 };
  expect((await inTurn(ask('/'), last)).startsWith(`${text}hello`)).toBe(true);
});

it('keeps a body once, and isn’t done with it before the other end has taken it', async () => {
  const body = Buffer.alloc(8 * 2 ** 20, 'tide');
  way = wayOf(body);
  await inTurn(ask('/'), ask('/'), last);
  expect(way.body.buffer).toBe(way.written?.whole?.buffer);
  expect(way.body.equals(body)).toBe(true);

  let isDone = false;
  server.once('request', (_, response) => response.once('finish', () => (isDone = true)));
  const socket = connect(port(), '127.0.0.1', () => socket.write(ask('/')));
  await new Promise((resolve) => socket.once('readable', resolve));
  expect(isDone).toBe(false);
  let received = 0;
  for await (const piece of socket) {
    received += (piece as Buffer).length;
    if (received === way.written?.whole?.length) break;
  }
  expect(received).toBe(way.written?.whole?.length);
  await expect.poll(() => isDone).toBe(true);
});
