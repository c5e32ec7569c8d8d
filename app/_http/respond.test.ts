import { describe, expect, it } from 'vitest';
import { renderContexts } from '@/adapters/render-context';
import { hasEtag, respondDownload, respondFeed, respondProblem, respondPublic } from './respond';

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
  it('has a file name, is revalidated each time, and varies by Accept', () => {
    const { headers } = respondDownload('a,b\r\n', { type: 'text/csv', name: 'table.csv' });
    expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect(headers.get('vary')).toBe('accept');
    expect(headers.get('content-disposition')).toBe('attachment; filename="table.csv"');
  });
});

describe('a problem document', () => {
  const respond = () => respondProblem({ kind: 'no_open_round' }, new Date());

  it('names its request, and its refusal to the metrics', async () => {
    const context = { override: null, away: null, requestId: 'a-request-of-today', refusal: null };
    const response = await renderContexts().run(context, async () => respond());
    expect(await response.json()).toMatchObject({ code: 'no_open_round', request_id: 'a-request-of-today' });
    expect(context.refusal).toBe('no_open_round');
  });

  it('names no request in a response that is cached for every visitor', async () => {
    const context = { override: null, away: null, requestId: null, refusal: null };
    const response = await renderContexts().run(context, async () => respond());
    expect(await response.json()).not.toHaveProperty('request_id');
  });
});
