import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lineUpCallers, tooMany } from './line-up-callers';

let url: string;
let held: ServerResponse[];
let asked: Promise<Response>[];
const server = createServer();

beforeEach(async () => {
  held = [];
  asked = [];
  const lineUp = lineUpCallers({ atOnce: 3, inLine: 2, inAllLines: 3 });
  server.removeAllListeners('request').on('request', ({ headers, url: path }, response) => {
    const answer = () => {
      if (path === '/stream') response.writeHead(200).write('begun');
      else held.push(response);
    };
    if (!lineUp(String(headers['x-address']), response, answer))
      response.writeHead(tooMany.status, tooMany.headers).end(tooMany.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  const timer = setInterval(() => {
    for (const response of held) if (!response.writableEnded) response.end('late');
  }, 1);
  await Promise.allSettled(asked);
  clearInterval(timer);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function ask(address: string, path = '/', signal?: AbortSignal): Promise<Response> {
  const answer = fetch(url + path, { headers: { 'x-address': address }, ...(signal && { signal }) });
  asked.push(answer);
  return answer;
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Waits until so many are being answered, and then a little for more than that. */
async function areHeld(count: number): Promise<void> {
  while (held.length < count) await turn();
  for (let i = 0; i < 20; i++) await turn();
  expect(held.length).toBe(count);
}

it('of one address three are answered at a time, two wait for their turn, and one more is refused', async () => {
  const answers = Array.from({ length: 5 }, () => ask('a'));
  await areHeld(3);
  const refused = await ask('a');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ code: 'rate_limited', detail: 'Try again in a second.' });
  // Others don't notice.
  const other = ask('b');
  await areHeld(4);
  held[0]!.end('good');
  await areHeld(5);
  held[1]!.end('good');
  held[2]!.end('good');
  await areHeld(6);
  for (const response of held) response.end('good');
  const statuses = (await Promise.all([...answers, other])).map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
});

it('whoever leaves gives the place to the next, in line too', async () => {
  const [answering, waiting] = [new AbortController(), new AbortController()];
  const left = [ask('a', '/', answering.signal), ask('a'), ask('a')];
  await areHeld(3);
  left.push(ask('a', '/', waiting.signal));
  await areHeld(3);
  ask('a');
  await areHeld(3);
  waiting.abort();
  await expect(left[3]).rejects.toThrow();
  await areHeld(3);
  answering.abort();
  await expect(left[0]).rejects.toThrow();
  await areHeld(4);
  // The line is empty again, and has its two places.
  ask('a');
  ask('a');
  await areHeld(4);
  expect((await ask('a')).status).toBe(429);
});

it('a stream that has begun is an answer', async () => {
  const streams = await Promise.all(Array.from({ length: 6 }, () => ask('a', '/stream')));
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  for (let i = 0; i < 3; i++) ask('a');
  await areHeld(3);
  // Whoever waits isn't kept by streams that last.
  const last = ask('a', '/stream');
  held[0]!.end('good');
  expect((await last).status).toBe(200);
  for (const stream of [...streams, await last]) await stream.body?.cancel();
});

it('the lines of many addresses together are bounded', async () => {
  for (const address of ['a', 'b'])
    for (let i = 0; i < 5; i++) {
      ask(address);
      await turn();
    }
  await areHeld(6);
  const [full] = await Promise.all(asked.slice(-1));
  expect(full!.status).toBe(429);
});

it('answers none of those that stood behind one another on a connection that has ended, and keeps no place for them', async () => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nx-address: a\r\n\r\n'.repeat(5));
  await areHeld(3);
  socket.destroy();
  await once(socket, 'close');
  // Of its five two still waited; nobody is there to read any of them.
  for (let i = 0; i < 20; i++) await turn();
  expect(held).toHaveLength(3);
  for (let i = 0; i < 3; i++) ask('a');
  await areHeld(6);
});
