import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheFor } from './cache-for';

describe('cached value', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('loads once within its lifetime, and again after it', async () => {
    const ask = vi.fn(async () => ask.mock.calls.length);
    const find = cacheFor(500, ask);
    expect([await find(), await find()]).toEqual([1, 1]);
    vi.advanceTimersByTime(499);
    expect(await find()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await find()).toBe(2);
  });

  it('loads again at once for the next caller after a failure', async () => {
    const ask = vi.fn(async () => {
      if (ask.mock.calls.length === 1) throw new Error('away');
      return 'there';
    });
    const find = cacheFor(500, ask);
    await expect(find()).rejects.toThrow('away');
    expect(await find()).toBe('there');
  });
});
