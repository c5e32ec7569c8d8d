import { beforeEach, describe, expect, it } from 'vitest';
import type { PackedAnswer } from './pack-answer';
import { type Filled, makePageCache, type PageCache } from './page-cache';

const packed = (text: string, byteCount = 10): PackedAnswer => {
  const way = { headers: [], body: Buffer.from(text) };
  return { status: 200, etag: `"${text}"`, ways: { br: way, gzip: way, identity: way }, byteCount };
};
const textOf = (answer: PackedAnswer | null | undefined) => answer?.ways.identity.body.toString();

describe('what is kept of an address', () => {
  let now: number;
  let isHearing: boolean;
  /** What the site would answer now, and how often it was asked. */
  let site: { text: string; isKept: boolean; asked: number };
  let answering: Promise<void> | undefined;
  let cache: PageCache;

  const fill = async (): Promise<Filled> => {
    site.asked += 1;
    const { text, isKept } = site;
    await answering;
    return { answer: packed(text), isKept };
  };
  const make = (more: object = {}) =>
    makePageCache({
      fill,
      isHearing: () => isHearing,
      readClockMs: () => now,
      sleep: async (ms) => {
        now += ms;
      },
      ...more,
    });

  beforeEach(() => {
    now = 1_000_000;
    isHearing = true;
    site = { text: 'one', isKept: true, asked: 0 };
    answering = undefined;
    cache = make();
  });

  it('is sent without asking again, until something public changes', async () => {
    expect(cache.find('/a')).toBeUndefined();
    expect(textOf(await cache.ask('/a'))).toBe('one');
    site.text = 'two';
    expect(textOf(cache.find('/a'))).toBe('one');
    now += 2_000;
    cache.drop();
    expect(cache.find('/a')).toBeUndefined();
    expect(textOf(await cache.ask('/a'))).toBe('two');
    expect(site.asked).toBe(2);
  });

  it('is made once for all who wait for it', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => cache.ask('/a')));
    expect(answers.map(textOf)).toEqual(Array(50).fill('one'));
    expect(site.asked).toBe(1);
  });

  it('is made at most once a second however often it changes, and is of after the change all the same', async () => {
    const began = now;
    for (let n = 0; n < 5; n += 1) {
      site.text = `change ${n}`;
      cache.drop();
      expect(textOf(await cache.ask('/a'))).toBe(`change ${n}`);
    }
    expect(now - began).toBe(4_000);
  });

  it('isn’t kept, nor given to who asks after the change, where a change came while it was made', async () => {
    let finish = () => {};
    answering = new Promise((resolve) => {
      finish = resolve;
    });
    const before = cache.ask('/a');
    site.text = 'two';
    cache.drop();
    const after = cache.ask('/a');
    finish();
    expect(textOf(await before)).toBe('one');
    expect(textOf(await after)).toBe('two');
    expect(textOf(cache.find('/a'))).toBe('two');
    expect(site.asked).toBe(2);
  });

  it('is nothing while changes aren’t heard of, neither found nor asked for', async () => {
    await cache.ask('/a');
    isHearing = false;
    expect(cache.find('/a')).toBeUndefined();
    expect(await cache.ask('/a')).toBeNull();
    expect(site.asked).toBe(1);
  });

  it('isn’t kept where they were no longer heard of when it was done', async () => {
    let finish = () => {};
    answering = new Promise((resolve) => {
      finish = resolve;
    });
    const asked = cache.ask('/a');
    isHearing = false;
    finish();
    await asked;
    isHearing = true;
    expect(cache.find('/a')).toBeUndefined();
  });

  it('isn’t kept where it isn’t for keeping, and is given to all who wait for it', async () => {
    site.isKept = false;
    const answers = await Promise.all([cache.ask('/a'), cache.ask('/a')]);
    expect([...answers.map(textOf), site.asked]).toEqual(['one', 'one', 1]);
    expect(cache.find('/a')).toBeUndefined();
  });

  it('is made anew behind the scenes after 15 seconds, and isn’t sent after 30', async () => {
    await cache.ask('/a');
    site.text = 'two';
    now += 15_001;
    expect(textOf(cache.find('/a'))).toBe('one');
    expect(textOf(cache.find('/a'))).toBe('one');
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(textOf(cache.find('/a'))).toBe('two');
    expect(site.asked).toBe(2);
    now += 30_001;
    expect(cache.find('/a')).toBeUndefined();
  });

  it('goes when others are asked for and it wasn’t: by number and by bytes', async () => {
    cache = make({ bounds: { entriesMax: 2, bytesMax: 1_000 } });
    await cache.ask('/a');
    await cache.ask('/b');
    cache.find('/a');
    await cache.ask('/c');
    expect(['/a', '/b', '/c'].map((path) => textOf(cache.find(path)))).toEqual(['one', undefined, 'one']);

    cache = make({ bounds: { entriesMax: 100, bytesMax: 45 } });
    for (const path of ['/a', '/b', '/c', '/d', '/e']) await cache.ask(path);
    expect(['/a', '/b', '/e'].map((path) => textOf(cache.find(path)))).toEqual([undefined, 'one', 'one']);
  });

  it('is nothing where one answer would take more than a quarter of all room', async () => {
    cache = make({ bounds: { entriesMax: 100, bytesMax: 39 } });
    expect(textOf(await cache.ask('/a'))).toBe('one');
    expect(cache.find('/a')).toBeUndefined();
  });
});
