import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  request,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openAnswers } from '@/adapters/open-answer';
import { waitUntil } from '@/testing/wait-until';
import { guardAnswer } from '../outage/guard-answer';
import { requestFaults } from '../outage/request-faults';
import { makeInnerServer } from './inner-server';
import { passOnTo } from './pass-on';

const started: Server[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Pair = { url: string; port: number; inner: Server; told: (boolean | 'away')[] };

/** The two servers as the site has them, one before the other. */
async function startPair(handle: RequestListener): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), 'pass-on-'));
  const inner = makeInnerServer(handle);
  inner.listen(join(folder, 's'));
  await once(inner, 'listening');
  const passOn = passOnTo(join(folder, 's'));
  const told: Pair['told'] = [];
  const outer = createServer((asked, response) => {
    const faults = { isDatabaseAway: false };
    guardAnswer(asked, response, { isAway: () => faults.isDatabaseAway, deadlineMs: 1_000 });
    passOn(asked, response, {
      said: { 'x-nonce': 'ours', 'x-tidemark-caller': '192.0.2.1' },
      tellListed: (isListed) => told.push(isListed),
      onDatabaseAway: () => {
        faults.isDatabaseAway = true;
        told.push('away');
      },
    });
  });
  outer.listen(0, '127.0.0.1');
  await once(outer, 'listening');
  started.push(outer, inner);
  folders.push(folder);
  const { port } = outer.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, inner, told };
}

const piece = Buffer.alloc(64 * 1024, 'a');
/** More than all buffers on the way hold together. */
const pieces = Array.from({ length: 600 }, () => piece);

describe('what is passed on', () => {
  it('arrives without what only the server may say, and goes back without what only it may hear', async () => {
    let heard: IncomingHttpHeaders = {};
    const { url } = await startPair((asked, response) => {
      heard = asked.headers;
      response.setHeader('x-tidemark-listed', 'no');
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.writeHead(201, { 'x-of-the-page': 'yes' }).end('made');
    });
    const answer = await fetch(`${url}/a?b=%20c`, {
      headers: {
        ...{ 'x-nonce': 'theirs', 'x-tidemark-caller': '198.51.100.1', 'x-tidemark-listed': 'yes' },
        ...{ 'X-Tidemark-Anything': 'a', 'x-forwarded-for': '203.0.113.1', te: 'trailers', accept: 'text/a' },
      },
    });
    expect([answer.status, await answer.text()]).toEqual([201, 'made']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-of-the-page')).toBe('yes');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('x-tidemark'))).toEqual([]);
    expect(heard).toMatchObject({ 'x-nonce': 'ours', 'x-forwarded-for': '203.0.113.1', accept: 'text/a' });
    expect(Object.keys(heard).filter((name) => name.startsWith('x-tidemark'))).toEqual(['x-tidemark-caller']);
    expect(heard['x-tidemark-caller']).toBe('192.0.2.1');
    expect(heard.te).toBeUndefined();
  });

  it('may have every byte that a request may have, in its address and in a header, and a head of 15 kB', async () => {
    const { port } = await startPair((asked, response) => response.end(`${asked.url} ${asked.headers.a}`));
    const ask = async (byte: number, filling = '') => {
      const socket = connect(port, '127.0.0.1');
      const letter = Buffer.from([byte]);
      socket.write(
        Buffer.concat([
          ...[
            Buffer.from('GET /'),
            byte > 0x20 ? letter : Buffer.from('a'),
            Buffer.from(' HTTP/1.1\r\nhost: a\r\na: b'),
          ],
          ...[letter, Buffer.from(`c\r\nfilling: ${filling}\r\nconnection: close\r\n\r\n`)],
        ]),
      );
      let said = '';
      for await (const chunk of socket) said += String(chunk);
      return said.slice(9, 12);
    };
    const statuses = new Set<string>();
    for (let byte = 1; byte < 256; byte += 1) statuses.add(await ask(byte));
    // What Node itself refuses never comes so far.
    expect([...statuses].sort()).toEqual(['200', '400']);
    expect(await ask(0x61, 'a'.repeat(15_000))).toBe('200');
  });

  it('comes over a connection that is kept', async () => {
    const { url, inner } = await startPair((_, response) => response.end('well'));
    let count = 0;
    inner.on('connection', () => (count += 1));
    for (let turn = 0; turn < 20; turn += 1) expect(await (await fetch(url)).text()).toBe('well');
    expect(count).toBe(1);
  });

  it('has no body where HEAD asked, and the length that it would have', async () => {
    const { url } = await startPair((_, response) =>
      response.writeHead(200, { 'content-length': '5' }).end('hello'),
    );
    const answer = await fetch(url, { method: 'HEAD' });
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['5', '']);
  });
});

describe('bodies', () => {
  it('arrive whole, with a length or without', async () => {
    const { url } = await startPair(async (asked, response) => {
      const hash = createHash('sha256');
      await pipeline(asked, hash);
      response.end(`${asked.headers['content-length'] ?? 'in pieces'} ${hash.digest('hex')}`);
    });
    const body = Buffer.concat(pieces);
    const hash = createHash('sha256').update(body).digest('hex');
    expect(await (await fetch(url, { method: 'POST', body })).text()).toBe(`${body.length} ${hash}`);
    const asking = request(url, { method: 'POST' });
    void pipeline(pieces, asking);
    const [answer] = await once(asking, 'response');
    expect(String(Buffer.concat(await answer.toArray()))).toBe(`in pieces ${hash}`);
  });

  it('wait where their reader waits: nobody holds them whole', async () => {
    let goOn = () => {};
    const { port } = await startPair((asked, response) => {
      goOn = () => void asked.resume().once('end', () => response.end('read'));
    });
    const asking = request({
      port,
      method: 'POST',
      headers: { 'content-length': piece.length * pieces.length },
    });
    asking.flushHeaders();
    let sent = 0;
    const sending = (async () => {
      for (const part of pieces) {
        if (!asking.write(part)) await once(asking, 'drain');
        sent += part.length;
      }
      asking.end();
    })();
    let before = -1;
    await waitUntil(
      async () => {
        const isStill = sent === before && sent > 0;
        before = sent;
        return isStill;
      },
      { everyMs: 300 },
    );
    expect(sent).toBeLessThan(20 * 2 ** 20);
    goOn();
    const [answer] = await once(asking, 'response');
    await sending;
    expect(sent).toBe(pieces.length * piece.length);
    expect(answer.statusCode).toBe(200);
    answer.resume();
  });

  it('that nobody reads don’t keep an early answer from coming, and the connection goes on', async () => {
    const { port } = await startPair((asked, response) => {
      if (asked.method === 'POST') response.writeHead(413).end('too large');
      else response.end('next');
    });
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.on('data', (chunk) => (said += String(chunk)));
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${pieces.length * piece.length}\r\n\r\n`);
    for (const part of pieces) if (!socket.write(part)) await once(socket, 'drain');
    socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await waitUntil(async () => said.includes('next'));
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});

describe('answers', () => {
  it('are made as slowly as they are read', async () => {
    let made = 0;
    const { port } = await startPair(async (_, response) => {
      for (const part of pieces) {
        made += part.length;
        if (!response.write(part)) await once(response, 'drain').catch(() => {});
      }
      response.end();
    });
    const asking = request({ port }).end();
    const [answer] = await once(asking, 'response');
    await sleep(600);
    expect(made).toBeLessThan(20 * 2 ** 20);
    let taken = 0;
    for await (const chunk of answer) taken += chunk.length;
    expect(taken).toBe(pieces.length * piece.length);
  });

  it('are sent on piece by piece, their head at once', async () => {
    let say: (word: string) => void = () => {};
    const { url } = await startPair((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      say = (word) => void response.write(word);
    });
    const answer = await fetch(url);
    const reader = answer.body!.getReader();
    for (const word of ['one', 'two']) {
      say(word);
      expect(Buffer.from((await reader.read()).value!).toString()).toBe(word);
    }
    await reader.cancel();
  });

  it('tell whether a benchmark is listed, in the head or, where that is gone, behind the body', async () => {
    const { url, told } = await startPair(async (asked, response) => {
      const tell = (isListed: boolean) => openAnswers().getStore()!.tellListed(isListed);
      tell(true);
      if (asked.url === '/whole') return response.writeHead(200, { 'content-length': '2' }).end('ok');
      response.write('a');
      await sleep(5);
      tell(false);
      response.end('b');
    });
    await (await fetch(`${url}/whole`)).text();
    expect(told.splice(0)).toEqual([true]);
    await (await fetch(`${url}/pieces`)).text();
    expect(told).toEqual([true, false]);
  });

  it('of 500 say so where the database is away, before the visitor is told anything', async () => {
    const { url, told } = await startPair((_, response) => {
      requestFaults().getStore()!.isDatabaseAway = true;
      response.writeHead(500).end('a fault');
    });
    const answer = await fetch(url);
    expect([answer.status, (await answer.json()).code]).toEqual([503, 'database_away']);
    expect(told).toEqual(['away']);
  });

  it('that come too late end without harm', async () => {
    let isOver: Promise<unknown> = Promise.resolve();
    const { url } = await startPair((_, response) => {
      isOver = once(response, 'close');
    });
    expect((await fetch(url)).status).toBe(503);
    await isOver;
  });
});

describe('whoever leaves', () => {
  it.each(['waits', 'reads', 'sends'])('as a visitor who %s, ends what is done for them', async (when) => {
    const ends: string[] = [];
    const { port, inner } = await startPair((asked, response) => {
      asked.on('error', () => {}).resume();
      asked.once('close', () => ends.push('request'));
      response.once('close', () => ends.push('response'));
      if (when === 'reads') response.write('a');
    });
    const asking = request({ port, method: when === 'sends' ? 'POST' : 'GET' });
    asking.on('error', () => {});
    asking.on('response', (answer) => answer.on('error', () => {}));
    const hasBegun = once(inner, 'request');
    if (when === 'sends') asking.write('a');
    else asking.end();
    await (when === 'reads' ? once(asking, 'response') : hasBegun);
    asking.destroy();
    await waitUntil(async () => ends.length === 2);
  });

  it('as the maker of an answer, ends it where the visitor can see it', async () => {
    const { url } = await startPair((asked, response) => {
      if (asked.url === '/begun') response.write('a', () => setTimeout(() => response.destroy(), 20));
      else response.destroy();
    });
    await expect(fetch(`${url}/begun`).then((answer) => answer.text())).rejects.toThrow();
    expect((await fetch(url)).status).toBe(502);
  });
});
