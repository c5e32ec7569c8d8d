import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { RenderContext } from '@/adapters/render-context';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { guardResponse } from './response-guard';

const requestId = 'a-request-of-today';

describe('response while the database is unreachable', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function ask(
    listener: RequestListener,
    {
      isAway,
      away = isAway ? 'database_away' : null,
      path = '/api/v1/benchmarks',
      accept = '*/*',
      method = 'GET',
    }: { isAway: boolean; path?: string; accept?: string; method?: string; away?: RenderContext['away'] },
  ): Promise<{ status: number; headers: Headers; text: string }> {
    server = createServer((request, response) => {
      response.setHeader('content-security-policy', "default-src 'self'");
      response.setHeader('x-request-id', requestId);
      guardResponse(request, response, { deadlineMs: 300, requestId }).away = away;
      listener(request, response);
    });
    const port = await listenOnLoopback(server);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { accept } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const failing: RequestListener = (_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.statusCode = 500;
    response.write('half a ');
    response.end('page');
  };

  it('becomes 503 with Retry-After and a problem document instead of 500, without the bytes of the failed response', async () => {
    const { status, headers, text } = await ask(failing, { isAway: true });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('10');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(headers.get('x-request-id')).toBe(requestId);
    expect(JSON.parse(text)).toMatchObject({ status: 503, code: 'database_away', request_id: requestId });
  });

  it('becomes an HTML page with the explanation for a browser', async () => {
    const written: RequestListener = (_, response) => response.writeHead(500, { 'x-a': 'b' }).end();
    const { status, headers, text } = await ask(written, {
      isAway: true,
      path: '/benchmarks',
      accept: 'text/html',
    });
    expect([status, headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(headers.get('x-a')).toBeNull();
    expect(text).toContain('<h1>The site’s database doesn’t respond</h1>');
  });

  it('names the object store if that is unreachable', async () => {
    const { status, text } = await ask(failing, { isAway: true, away: 'object_store_away' });
    expect([status, JSON.parse(text).code]).toEqual([503, 'object_store_away']);
  });

  it('remains 500 where another fault is the reason, and keeps any other status', async () => {
    const fault: RequestListener = (_, response) => response.writeHead(500).end('a bug');
    expect(await ask(fault, { isAway: false })).toMatchObject({ status: 500, text: 'a bug' });
    server?.close();
    const fine: RequestListener = (_, response) => response.end('well');
    expect(await ask(fine, { isAway: true })).toMatchObject({ status: 200, text: 'well' });
  });

  it('becomes 503 at the deadline if it hasn’t begun, and a later response is dropped', async () => {
    let late: Promise<void> | undefined;
    const hanging: RequestListener = (_, response) => {
      late = sleep(500).then(() => {
        response.statusCode = 200;
        response.end('too late');
      });
    };
    const { status, text } = await ask(hanging, { isAway: false });
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ code: 'database_away' });
    await late;
  });

  it('has no deadline for a POST, nor once it has begun', async () => {
    const slow: RequestListener = (_, response) => void sleep(500).then(() => response.end('done'));
    expect(await ask(slow, { isAway: false, method: 'POST' })).toMatchObject({ status: 200, text: 'done' });
    server?.close();
    const stream: RequestListener = (_, response) => {
      response.flushHeaders();
      void sleep(500).then(() => response.end('done'));
    };
    expect(await ask(stream, { isAway: false })).toMatchObject({ status: 200, text: 'done' });
  });
});
