import { describe, expect, it } from 'vitest';
import { hasEtag } from './has-etag';
import { respondPublic } from './respond';
import { respondFeed } from './respond-feed';

const asking = (ifNoneMatch?: string) =>
  new Request(
    'http://localhost/',
    ifNoneMatch === undefined ? {} : { headers: { 'if-none-match': ifNoneMatch } },
  );

describe('If-None-Match', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b" , W/"a"', true],
    ['*', true],
    ['"b",*', true],
    ['"b"', false],
    ['a', false],
    ['', false],
    [undefined, false],
  ])('%s of "a": %s', (header, expected) => {
    expect(hasEtag(asking(header), '"a"')).toBe(expected);
  });

  it('costs a hundred requests with the longest headers there are less than a second, blanks or not', () => {
    const headers = [`"a${' '.repeat(16_000)}b"`, ','.repeat(16_000), `"a${' ,'.repeat(8_000)}`];
    const startedAt = performance.now();
    for (let i = 0; i < 33; i++)
      for (const header of headers) {
        respondPublic(asking(header), { some: 'thing' });
        respondFeed(asking(header), 'a feed', 'text/plain');
      }
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
