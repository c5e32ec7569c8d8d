import { createHash } from 'node:crypto';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { makeArchive } from '@/testing/make-archive';

const made = await makeArchive(nodeHasher, { itemCount: 16, submissionCount: 0, metric: 'accuracy' });

describe('items.parquet', () => {
  // The verifier compares these bytes: with a library version that writes others, every earlier archive would fail.
  it('has the same bytes with every version of the library that writes it', () => {
    const sha256 = createHash('sha256').update(made.bytesOf.get('items.parquet')!).digest('hex');
    expect(sha256).toBe('eb6b05806a2c67a755a1a945936a32e5de6829057caf5741b97a623dd250f459');
  });

  it('contains the ids and labels of the items in their order', async () => {
    const { buffer } = new Uint8Array(made.bytesOf.get('items.parquet')!);
    expect(await parquetReadObjects({ file: buffer })).toMatchObject(
      made.archive.items.map(({ id, label, split }) => ({ id, label, split })),
    );
  });
});
