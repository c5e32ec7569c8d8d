import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padTestSet, unpadTestSet } from './pad-test-set';
import { computePaddedSize } from './padded-size';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function join(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe('the padding of a test set', () => {
  it('comes off, however the bytes are cut on either side', async () => {
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

  it('gives files of one number of items one size, whatever their labels are', async () => {
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

  it('throws where its end is cut off', async () => {
    const padded = await join(padTestSet(inChunks(new Uint8Array(70_000).fill(1), 1_000)));
    await expect(join(unpadTestSet(inChunks(padded.subarray(0, 66_000), 1_000)))).rejects.toThrow('no end');
  });

  it('is a power of two up to 256 MiB, and little beyond', () => {
    expect([1, 65_536, 65_537, 2 ** 28, 2 ** 28 + 1].map(computePaddedSize)).toEqual([
      65_536,
      65_536,
      131_072,
      2 ** 28,
      2 ** 28 + 2 ** 24,
    ]);
  });
});
