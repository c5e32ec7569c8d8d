import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import { openSubmittedFile, storeSubmittedFile } from '@/adapters/object-store/submitted-file';
import { formatPredictions, makeBinaryItems } from '@/testing/synthetic-items';
import { spoolSubmittedFile } from './read-submitted-file';

const id = '00000000-0000-4000-8000-000000000001';

const key = objectKeys.submission(id);

/** Returns an object store that has these bytes under every key. */
const holding = (bytes: Uint8Array) => ({
  open: async () => ({ stream: Readable.from([bytes]), byteCount: bytes.length }),
});

async function store(file: Buffer): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const put = async (_: string, source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of source) chunks.push(chunk);
    return { byteCount: 0, sha256: '' };
  };
  await storeSubmittedFile({ put }, id, Readable.from([file]));
  return Buffer.concat(chunks);
}

async function read(stored: Uint8Array, file: Buffer): Promise<Buffer> {
  const accepted = { sha256: createHash('sha256').update(file).digest('hex'), byteCount: file.length };
  const objects = { ...holding(stored), put: unused, has: unused, delete: unused, list: () => unused() };
  const spooled = await spoolSubmittedFile({ objects }, id, accepted);
  return readFile(spooled.path).finally(spooled.remove);
}

function unused(): never {
  throw new Error('only read');
}

const csv = Buffer.from(formatPredictions(makeBinaryItems(300).ids, (i) => (i % 3 === 0 ? 'yes' : 'no')));

const incompressible = Buffer.from(
  Array.from({ length: 5_000 }, (_, i) => createHash('md5').update(String(i)).digest()[0]!),
);

describe('stored file of a submission', () => {
  it('returns the submitted bytes, and takes less space if they can be compressed', async () => {
    for (const file of [csv, Buffer.alloc(0), incompressible]) {
      const stored = await store(file);
      expect(await read(stored, file)).toEqual(file);
      if (file === csv) expect(stored.length).toBeLessThan(0.5 * file.length);
      else expect(stored.length).toBeLessThan(file.length + 100);
    }
  });

  it('gives an error that names the object, or the same bytes, after a bit was flipped or the end was cut off', async () => {
    const stored = await store(csv);
    const tampered = Array.from({ length: Math.ceil(stored.length / 9) }, (_, i) => {
      const [at, other] = [9 * i, Buffer.from(stored)];
      other[at]! ^= 1 << (i % 8);
      return [other, stored.subarray(0, at)];
    }).flat();
    let errorCount = 0;
    for (const other of tampered)
      await read(other, csv).then(
        (file) => expect(file).toEqual(csv),
        (error: unknown) => {
          expect(error).toBeInstanceOf(ObjectChanged);
          expect(String(error)).toContain(key);
          errorCount++;
        },
      );
    expect(errorCount).toBeGreaterThan(0.99 * tampered.length);
  });

  it('decompresses to no more than the recorded size', async () => {
    const bomb = brotliCompressSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(1_000);
    await expect(read(bomb, csv)).rejects.toThrow(key);
    let byteCount = 0;
    const opened = await openSubmittedFile(holding(bomb), id, 1_000_000);
    await expect(
      (async () => {
        for await (const chunk of opened) byteCount += chunk.length;
      })(),
    ).rejects.toThrow(ObjectChanged);
    expect(byteCount).toBeLessThanOrEqual(1_000_000);
  });
});
