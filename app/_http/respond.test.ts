import { describe, expect, it } from 'vitest';
import { renderContexts } from '@/adapters/render-context';
import { hasEtag, respondDownload, respondFeed, respondFile, respondProblem, respondPublic } from './respond';

const makeRequest = (ifNoneMatch?: string) =>
  new Request(
    'http://localhost/',
    ifNoneMatch === undefined ? {} : { headers: { 'if-none-match': ifNoneMatch } },
  );

describe('If-None-Match', () => {
  it.each(['"a"', 'W/"a"', '"b" , W/"a"', '*', '"b",*'])('matches the ETag "a" as %s', (header) => {
    expect(hasEtag(makeRequest(header), '"a"')).toBe(true);
  });

  it.each(['"b"', 'a', '', undefined])('does not match the ETag "a" as %s', (header) => {
    expect(hasEtag(makeRequest(header), '"a"')).toBe(false);
  });

  it('takes less than a second of processor time in a hundred requests with headers of 16 kB', () => {
    const headers = [`"a${' '.repeat(16_000)}b"`, ','.repeat(16_000), `"a${' ,'.repeat(8_000)}`];
    const before = process.cpuUsage();
    for (let i = 0; i < 33; i++)
      for (const header of headers) {
        respondPublic(makeRequest(header), { some: 'thing' });
        respondFeed(makeRequest(header), 'a feed', 'text/plain');
      }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000);
  });
});

describe('a download', () => {
  it('has a file name, must be revalidated each time, and varies by Accept', () => {
    const { headers } = respondDownload('a,b\r\n', { type: 'text/csv', name: 'table.csv' });
    expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect(headers.get('vary')).toBe('accept');
    expect(headers.get('content-disposition')).toBe('attachment; filename="table.csv"');
  });
});

describe('a problem document', () => {
  const respond = () => respondProblem({ kind: 'no_open_round' }, new Date());

  it('contains the id of its request, and reports its code to the metrics', async () => {
    const context = { override: null, away: null, requestId: 'a-request-of-today', refusal: null };
    const response = await renderContexts().run(context, async () => respond());
    expect(await response.json()).toMatchObject({ code: 'no_open_round', request_id: 'a-request-of-today' });
    expect(context.refusal).toBe('no_open_round');
  });

  it('contains no request id in a response that is cached for every visitor', async () => {
    const context = { override: null, away: null, requestId: null, refusal: null };
    const response = await renderContexts().run(context, async () => respond());
    expect(await response.json()).not.toHaveProperty('request_id');
  });
});

describe('a range of a file', () => {
  const bytes = Buffer.from('0123456789');
  const respond = (headers: Record<string, string>, method = 'GET') =>
    respondFile(new Request('http://localhost/', { method, headers }), {
      fileName: 'f.csv',
      mediaType: 'text/csv',
      etag: 'v2',
      open: async (firstByte = 0) => ({ stream: streamFrom(firstByte), byteCount: bytes.length }),
    });
  async function* streamFrom(firstByte: number) {
    yield bytes.subarray(firstByte);
  }
  const lengthOf = ({ headers }: Response) => headers.get('content-length');

  it('continues a download at the first byte that is missing', async () => {
    const response = await respond({ range: 'bytes=7-', 'if-range': '"v2"' });
    expect([response.status, await response.text()]).toEqual([206, '789']);
    expect(response.headers.get('content-range')).toBe('bytes 7-9/10');
    expect(lengthOf(response)).toBe('3');
    expect(response.headers.get('etag')).toBe('"v2"');
    // Without `no-transform`, Next would compress the response, and the range would count compressed bytes.
    expect(response.headers.get('cache-control')).toContain('no-transform');
  });

  it.each(['"v1"', 'W/"v2"', 'Tue, 01 Dec 2026 00:00:00 GMT'])(
    'gives the whole file to a client that has another version of it, %s',
    async (version) => {
      const response = await respond({ range: 'bytes=7-', 'if-range': version });
      expect([response.status, await response.text()]).toEqual([200, '0123456789']);
      expect(response.headers.get('content-range')).toBeNull();
    },
  );

  it.each(['bytes=0-3', 'bytes=-3', 'bytes=1-,4-', 'lines=1-', 'bytes=x-', 'bytes=1e3-', ''])(
    'gives the whole file where it does not understand %s',
    async (range) => {
      const response = await respond({ range });
      expect([response.status, await response.text()]).toEqual([200, '0123456789']);
    },
  );

  it.each(['bytes=10-', 'bytes=999999999999999-'])(
    'refuses %s, behind the end, with the size',
    async (range) => {
      const response = await respond({ range });
      expect([response.status, await response.text(), lengthOf(response)]).toEqual([416, '', '0']);
      expect(response.headers.get('content-range')).toBe('bytes */10');
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('does not apply to HEAD, and to a client that has the file', async () => {
    const head = await respond({ range: 'bytes=7-' }, 'HEAD');
    expect([head.status, lengthOf(head), head.headers.get('accept-ranges')]).toEqual([200, '10', 'bytes']);
    expect((await respond({ range: 'bytes=7-', 'if-none-match': '"v2"' })).status).toBe(304);
  });
});
