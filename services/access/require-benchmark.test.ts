import { describe, expect, it } from 'vitest';
import type { Executor } from '@/db/client';
import { requireBenchmark } from './require-benchmark';

const untouchable = new Proxy({} as Executor, {
  get: () => {
    throw new Error('asked the database');
  },
});

describe('lookup of a benchmark', () => {
  it.each(['a\0b', 'a\ud800', 'Owls', 'a--b', '', 'a', 'a'.repeat(61)])(
    'responds 404 at an address that is no slug, without a query: %j',
    async (slug) => {
      expect(await requireBenchmark(untouchable, slug)).toEqual({
        ok: false,
        error: { kind: 'not_found', what: 'benchmark' },
      });
    },
  );

  it('queries the database for a slug', async () => {
    await expect(requireBenchmark(untouchable, 'owls')).rejects.toThrow('asked the database');
  });
});
