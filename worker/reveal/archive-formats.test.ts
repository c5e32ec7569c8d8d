import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { zipFiles } from './archive-formats';

const at = new Date('2026-03-29T02:30:15.678Z');

const fileOf = (name: string, text: string) => ({
  name,
  byteCount: Buffer.byteLength(text),
  open: async () => Readable.from([Buffer.from(text)]),
});

async function zip(files: Parameters<typeof zipFiles>[0]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipFiles(files, at)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('zip of files', () => {
  const files = [fileOf('README.txt', 'one'), fileOf('predictions/ö.csv', 'id,prediction\n'.repeat(10_000))];

  it('has the same bytes each time, with its time stamp in UTC', async () => {
    const first = await zip(files);
    expect((await zip(files)).equals(first)).toBe(true);
    const opened = await fromBufferPromise(first, { lazyEntries: true });
    const names: string[] = [];
    for await (const entry of opened.eachEntry()) {
      names.push(entry.fileName);
      expect(entry.getLastModDate({ timezone: 'UTC' }).toISOString()).toBe('2026-03-29T02:30:14.000Z');
    }
    expect(names).toEqual(['README.txt', 'predictions/ö.csv']);
  });

  it('fails when a file fails to open, breaks off, or is longer or shorter than declared', async () => {
    const failing = [
      { ...fileOf('a', 'x'), open: () => Promise.reject(new Error('gone')) },
      {
        ...fileOf('a', 'x'),
        open: async () =>
          Readable.from(
            (async function* () {
              yield Buffer.from('x');
              throw new Error('broken');
            })(),
          ),
      },
      { ...fileOf('a', 'xyz'), byteCount: 2 },
      { ...fileOf('a', 'xyz'), byteCount: 4 },
    ];
    for (const file of failing) await expect(zip([fileOf('before', 'x'), file])).rejects.toThrow();
  });
});
