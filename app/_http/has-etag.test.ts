import { describe, expect, it } from 'vitest';
import { respondFeed, respondPublic } from './respond';
import { hasEtag } from './respond-file';

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

  it('costs a hundred requests with the longest headers there are less than a second of processor time', () => {
    const headers = [`"a${' '.repeat(16_000)}b"`, ','.repeat(16_000), `"a${' ,'.repeat(8_000)}`];
    const before = process.cpuUsage();
    for (let i = 0; i < 33; i++)
      for (const header of headers) {
        respondPublic(asking(header), { some: 'thing' });
        respondFeed(asking(header), 'a feed', 'text/plain');
      }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000);
  });
});
