import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  computePaddedSize,
  openTestSetEnvelope,
  padTestSet,
  testSetEnvelope,
  unpadTestSet,
} from './test-set-envelope';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const mine = '00000000-0000-4000-8000-000000000001';

const other = '00000000-0000-4000-8000-000000000002';

describe('encrypted envelope of a test set', () => {
  it('opens for the round to which it belongs', () => {
    const rest = bytesOf('id,label\n');
    const open = (envelope: Uint8Array) => openTestSetEnvelope(mine, new Uint8Array([...envelope, ...rest]));
    expect(open(testSetEnvelope(mine))).toEqual({ ok: true, value: rest });
  });

  it('can’t be opened for another round’s test set, an unencrypted one and a truncated one', () => {
    for (const head of [
      new Uint8Array([...testSetEnvelope(other), 1]),
      bytesOf('id,x,label\n1,2,3\n'.repeat(9)),
      testSetEnvelope(mine).subarray(0, 20),
    ])
      expect(openTestSetEnvelope(mine, head).ok).toBe(false);
  });
});

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function join(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe('padding of a test set', () => {
  it('can be removed again, for chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(140_000),
        fc.integer({ min: 100, max: 100_000 }),
        fc.integer({ min: 100, max: 100_000 }),
        async (length, cut, cutAgain) => {
          const bytes = Uint8Array.from({ length }, (_, i) => i % 251);
          const padded = await join(padTestSet(inChunks(bytes, cut)));
          expect(padded.length).toBe(computePaddedSize(padded.length));
          expect(Buffer.compare(await join(unpadTestSet(inChunks(padded, cutAgain))), bytes)).toBe(0);
        },
      ),
      { numRuns: 20 },
    );
    const padded = await join(padTestSet(inChunks(Buffer.from('id,label'), 1)));
    expect(Buffer.from(await join(unpadTestSet(inChunks(padded, 1)))).toString()).toBe('id,label');
  });

  it('gives files with the same number of items the same size, regardless of the labels', async () => {
    const sizeWith = async (label: (i: number) => string) =>
      (
        await join(
          padTestSet(
            inChunks(
              Buffer.from(Array.from({ length: 2_000 }, (_, i) => `${i},input,${label(i)}\n`).join('')),
              4_096,
            ),
          ),
        )
      ).length;
    expect(await sizeWith(() => 'no')).toBe(await sizeWith((i) => (i % 3 ? 'yes' : 'no')));
  });

  it('can’t be removed from a truncated file', async () => {
    const padded = await join(padTestSet(inChunks(new Uint8Array(70_000).fill(1), 1_000)));
    await expect(join(unpadTestSet(inChunks(padded.subarray(0, 66_000), 1_000)))).rejects.toThrow('no end');
  });

  it('extends a file to a power of two up to 256 MiB, and adds little to larger files', () => {
    expect([1, 65_536, 65_537, 2 ** 28, 2 ** 28 + 1].map(computePaddedSize)).toEqual([
      65_536,
      65_536,
      131_072,
      2 ** 28,
      2 ** 28 + 2 ** 24,
    ]);
  });
});
