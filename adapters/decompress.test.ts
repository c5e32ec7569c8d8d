import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '@/testing/make-zip';
import { openPlain } from './decompress';
import { FileRefused } from './faults';

const limits = { plainBytesMax: 100_000_000 };

const csv = `id,prediction\n${Array.from({ length: 5000 }, (_, i) => `é${i},${i / 7}\n`).join('')}`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decompress-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function save(bytes: Uint8Array | string): string {
  const path = join(folder, String(readdirSync(folder).length));
  writeFileSync(path, bytes);
  return path;
}

async function readAll(source: string | Readable, plainBytesMax = limits.plainBytesMax): Promise<string> {
  let text = '';
  for await (const chunk of openPlain(source, { plainBytesMax })) text += chunk;
  return text;
}

async function findRefusal(source: string | Readable, plainBytesMax = limits.plainBytesMax) {
  try {
    for await (const _ of openPlain(source, { plainBytesMax }));
  } catch (error) {
    if (error instanceof FileRefused) return error.problem;
    throw error;
  }
  return null;
}

const zeros = Buffer.alloc(16_777_216);

/** 1 GiB of zeros as 64 gzip members, about 1 MB compressed. */
const gzipBomb = () => {
  const member = gzipSync(zeros);
  return Buffer.concat(Array.from({ length: 64 }, () => member));
};

describe('openPlain', () => {
  it('returns the text of a plain, a gzipped and a zipped file', async () => {
    expect(await readAll(save(csv))).toBe(csv);
    expect(await readAll(save(gzipSync(csv)))).toBe(csv);
    expect(await readAll(save(zip([{ name: 'predictions.csv', content: Buffer.from(csv) }])))).toBe(csv);
    expect(await readAll(save(''))).toBe('');
  });

  it('reads a stream cut anywhere, plain or gzipped', async () => {
    for (const bytes of [Buffer.from(csv), gzipSync(csv)]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / 3) }, (_, i) =>
        bytes.subarray(3 * i, 3 * i + 3),
      );
      expect(await readAll(Readable.from(pieces))).toBe(csv);
    }
  });

  it('reads zip archives of macOS and Windows, with folders and resource forks', async () => {
    const members = [
      { name: 'out/', content: Buffer.alloc(0) },
      { name: 'out/p.csv', content: Buffer.from(csv) },
      { name: '__MACOSX/out/._p.csv', content: Buffer.from('x') },
    ];
    expect(await readAll(save(zip(members)))).toBe(csv);
  });

  it('refuses 1 GiB of zeros in a gzip, as a file and as a stream, without decompressing it', async () => {
    const bomb = gzipBomb();
    const path = save(bomb);
    const before = process.memoryUsage.rss();
    let peak = before;
    let plainLength = 0;
    const iterate = async () => {
      for await (const chunk of openPlain(path, { plainBytesMax: 4e9 })) {
        plainLength += chunk.length;
        peak = Math.max(peak, process.memoryUsage.rss());
      }
    };
    await expect(iterate()).rejects.toMatchObject({
      problem: { code: 'archive_bomb', line: null, hint: expect.any(String) },
    });
    expect(plainLength).toBeLessThan(60_000_000);
    expect(peak - before).toBeLessThan(100_000_000);
    expect(await findRefusal(Readable.from([bomb]), 4e9)).toMatchObject({ code: 'archive_bomb' });
  });

  it('refuses a zip bomb, whatever length the archive declares', async () => {
    for (const declaredLength of [4 * zeros.length, 10]) {
      const content = Buffer.alloc(4 * zeros.length);
      const path = save(zip([{ name: 'p.csv', content, declaredLength }]));
      expect(await findRefusal(path, 4e9)).toMatchObject({
        code: declaredLength === 10 ? 'bad_archive' : 'archive_bomb',
      });
    }
  });

  it('accepts text with a high compression ratio that is no bomb', async () => {
    const text = '0123456789abcdef,1\n'.repeat(20_000);
    expect(await readAll(save(gzipSync(text)))).toBe(text);
  });

  it('refuses text over the limit, plain or decompressed, and accepts exactly the limit', async () => {
    const size = Buffer.byteLength(csv);
    for (const bytes of [Buffer.from(csv), gzipSync(csv), zip([{ name: 'p', content: Buffer.from(csv) }])]) {
      const path = save(bytes);
      expect(await findRefusal(path, size - 1)).toMatchObject({
        code: 'too_large',
        hint: expect.stringContaining(String(size - 1)),
      });
      expect(await findRefusal(path, size)).toBeNull();
    }
  });

  it.each<[string, () => Buffer, string]>([
    ['a gzip that is cut off', () => gzipSync(csv).subarray(0, 900), 'Make the archive again'],
    [
      'a gzip with a wrong checksum',
      () => Buffer.concat([gzipSync(csv).subarray(0, -8), Buffer.alloc(8)]),
      'Make the archive again',
    ],
    [
      'a zip that is cut off',
      () => zip([{ name: 'p', content: Buffer.from(csv) }]).subarray(0, -30),
      'Make the archive again',
    ],
    [
      'a zip with a wrong checksum',
      () => zip([{ name: 'p', content: Buffer.from(csv), crc: 1 }]),
      'Make the archive again',
    ],
    [
      'an encrypted zip',
      () => zip([{ name: 'p', content: Buffer.from(csv), flags: 1 }]),
      'without a password',
    ],
    [
      'a zip of two files',
      () =>
        zip([
          { name: 'a', content: Buffer.from(csv) },
          { name: 'b', content: Buffer.from(csv) },
        ]),
      'exactly one',
    ],
    ['a zip of no file', () => zip([{ name: 'a/', content: Buffer.alloc(0) }]), 'exactly one'],
    ['an empty zip', () => zip([]), 'exactly one'],
    [
      'a zip of a thousand folders',
      () => zip(Array.from({ length: 1000 }, (_, i) => ({ name: `${i}/`, content: Buffer.alloc(0) }))),
      'exactly one',
    ],
    [
      'a zip with a path out of the folder',
      () => zip([{ name: '../p', content: Buffer.from(csv) }]),
      'Make the archive again',
    ],
    [
      'an Excel workbook',
      () => zip([{ name: '[Content_Types].xml', content: Buffer.from('<x/>') }]),
      'CSV UTF-8',
    ],
    ['xz', () => Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]), 'gzipped'],
    ['a Parquet file that is cut off', () => Buffer.from('PAR1....'), 'Write it again'],
    ['a NumPy array', () => Buffer.from('\x93NUMPY\x01\0', 'latin1'), 'numpy.savez('],
    [
      'damaged NumPy arrays',
      () => zip([{ name: 'arr_0.npy', content: Buffer.from('\x93NUMPY', 'latin1') }]),
      'numpy.savez(',
    ],
    ['an ONNX model', () => Buffer.from([0x08, 0x07, 0x12, 0x07, 0x70, 0x79, 0x74, 0x6f]), '"kind": "onnx"'],
    [
      'an old Excel workbook',
      () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'CSV UTF-8',
    ],
    ['a pickle', () => Buffer.from([0x80, 0x04, 0x95, 0, 0, 0, 0, 0]), 'pandas.read_pickle'],
    ['HDF5', () => Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), 'pandas.read_hdf'],
  ])('refuses %s as a bad archive and says how to fix it', async (_, make, hint) => {
    expect(await findRefusal(save(make()))).toMatchObject({
      code: 'bad_archive',
      hint: expect.stringContaining(hint),
    });
  });

  it('refuses a zip archive from a stream, since its directory is at the end', async () => {
    const bytes = zip([{ name: 'p', content: Buffer.from(csv) }]);
    expect(await findRefusal(Readable.from([bytes]))).toMatchObject({ code: 'bad_archive' });
  });

  it('refuses UTF-16 and Latin-1 text, also compressed, and names the line', async () => {
    const utf16 = Buffer.from('\ufeffid,prediction\n', 'utf16le');
    expect(await findRefusal(save(utf16))).toMatchObject({
      code: 'not_utf8',
      line: 1,
      hint: expect.stringContaining('UTF-8'),
    });
    const latin1 = Buffer.from('id,prediction\na,1\ncafé,2\n', 'latin1');
    for (const bytes of [latin1, gzipSync(latin1), zip([{ name: 'p', content: latin1 }])])
      expect(await findRefusal(save(bytes))).toMatchObject({ code: 'not_utf8', line: 3 });
  });

  it('passes on an error of the operating system unchanged', async () => {
    await expect(readAll(join(folder, 'no-such-file'))).rejects.toMatchObject({ code: 'ENOENT' });
    const failing = new Readable({
      read() {
        this.destroy(new Error('disk on fire'));
      },
    });
    await expect(readAll(failing)).rejects.toThrow('disk on fire');
  });

  it('closes the file when the reader stops early', async () => {
    const source = Readable.from(Array.from({ length: 1000 }, () => Buffer.from(csv)));
    for await (const _ of openPlain(source, limits)) break;
    expect(source.destroyed).toBe(true);
  });
});
