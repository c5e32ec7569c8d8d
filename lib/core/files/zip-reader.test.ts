import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import {
  endRecordBytes,
  findRecords,
  hideBehindFirstFile,
  insertIntoZip,
  recordBytes,
} from '@/testing/forge-zip';
import { openZipReader as open, sourceOfBlob } from './zip-reader';

const openZipReader = (zip: Blob) => open(sourceOfBlob(zip));

type FileToZip = { text: string; compress: boolean; forceZip64Format?: boolean };

async function zipOf(
  files: Record<string, FileToZip>,
  { forceZip64Format = false } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  for (const [name, { text, ...options }] of Object.entries(files))
    zip.addBuffer(Buffer.from(text), name, options);
  zip.end({ forceZip64Format, comment: '' });
  return new Uint8Array(await buffer(zip.outputStream));
}

const files = {
  'archive.json': { text: '{"a": "Ståd"}'.repeat(500), compress: true },
  'predictions/x.csv': { text: 'id,prediction\n1,yes\n', compress: false },
  __proto__: { text: 'only a name', compress: true },
};

const bomb = { 'a.txt': { text: 'a'.repeat(10_000), compress: true } };

/** Changes records in the directory of a zip. */
function forge(bytes: Uint8Array<ArrayBuffer>, change: (view: DataView, record: number) => void): Blob {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (const record of findRecords(view)) change(view, record);
  return new Blob([copy]);
}

async function expectFiles(blob: Blob): Promise<void> {
  const zip = await openZipReader(blob);
  expect(zip.names).toEqual(Object.keys(files));
  for (const [name, { text }] of Object.entries(files))
    expect(new TextDecoder().decode((await zip.read(name))!)).toBe(text);
  expect(await zip.read('SHA256SUMS')).toBeNull();
}

describe('the reader of zip files', () => {
  it('returns each file, stored or deflated, and null for an unknown name', async () => {
    await expectFiles(new Blob([await zipOf(files)]));
  });

  it('reads a zip in the ZIP64 form', async () => {
    const inZip64 = Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, { ...file, forceZip64Format: true }]),
    );
    await expectFiles(new Blob([await zipOf(inZip64, { forceZip64Format: true })]));
  });

  it('rejects a zip whose ZIP64 record and 32-bit end record name different directories', async () => {
    const bytes = await zipOf(files, { forceZip64Format: true });
    const end = bytes.length - endRecordBytes;
    for (const [field, value] of [
      [12, 46],
      [16, 0],
    ] as const) {
      const copy = bytes.slice();
      new DataView(copy.buffer).setUint32(end + field, value, true);
      await expect(openZipReader(new Blob([copy])), `${field}`).rejects.toThrow('contradict each other');
    }
    const plainBytes = await zipOf(files);
    const [record] = findRecords(new DataView(plainBytes.buffer));
    const withLocator = bytes.slice();
    withLocator.set(plainBytes.subarray(plainBytes.length - endRecordBytes), end);
    await expectFiles(new Blob([withLocator]));
    new DataView(withLocator.buffer).setUint32(end + 16, record! - 1, true);
    await expect(openZipReader(new Blob([withLocator]))).rejects.toThrow('contradict each other');
  });

  it('returns no file whose compressed data end early', async () => {
    const zip = new ZipFile();
    zip.addReadStream(Readable.from([Buffer.from('one'.repeat(30))]), 'a.txt', { forceDosTimestamp: true });
    zip.end();
    for (const bytes of [await plain(), new Uint8Array(await buffer(zip.outputStream))])
      for (const hidden of [[0], [...(await zipOf({ 'items.csv': { text: 'id,label', compress: true } }))]]) {
        const opened = await openZipReader(new Blob([hideBehindFirstFile(bytes, Uint8Array.from(hidden))]));
        expect(opened.irregularities).toEqual([]);
        await expect(opened.read('a.txt')).rejects.toThrow('a.txt is damaged');
      }
  });

  it('lists an entry with a folder’s name that has data as a file', async () => {
    const bytes = await zipOf({ 'a.tx!': { text: '', compress: true } });
    const folder = Buffer.from(hideBehindFirstFile(bytes, Uint8Array.from([1])));
    for (let at = folder.indexOf('!'); at >= 0; at = folder.indexOf('!')) folder.write('/', at);
    expect((await openZipReader(new Blob([folder]))).names).toEqual(['a.tx/']);
  });

  it('rejects a file that is no zip, and a zip cut off at any byte', async () => {
    const bytes = await zipOf(files, { forceZip64Format: true });
    await expect(openZipReader(new Blob(['no zip at all']))).rejects.toThrow('can’t be read');
    await expect(openZipReader(new Blob([]))).rejects.toThrow('can’t be read');
    for (let length = 0; length < bytes.length; length += 1)
      await expect(openZipReader(new Blob([bytes.subarray(0, length)]))).rejects.toThrow('can’t be read');
  });

  it('rejects a file whose size differs from the directory', async () => {
    const bytes = await zipOf(bomb);
    for (const declared of [0, 100, 9_999, 10_001, 1_073_741_824]) {
      const zip = await openZipReader(forge(bytes, (view, at) => view.setUint32(at + 24, declared, true)));
      await expect(zip.read('a.txt'), `${declared}`).rejects.toThrow(/damaged|more than/);
    }
  });

  it('rejects a file that is declared larger than a gibibyte', async () => {
    const zip = await openZipReader(
      forge(await zipOf(bomb), (view, at) => view.setUint32(at + 24, 1_073_741_825, true)),
    );
    await expect(zip.read('a.txt')).rejects.toThrow('more than');
  });

  it('rejects overlapping files, which together are larger than the zip', async () => {
    const one = await zipOf({ '0': { text: 'one kernel for all of them, '.repeat(50), compress: false } });
    const [record] = findRecords(new DataView(one.buffer));
    const end = one.slice(one.length - endRecordBytes);
    const records = Array.from({ length: 9 }, (_, i) => {
      const copy = one.slice(record, one.length - endRecordBytes);
      copy[recordBytes] = '0'.charCodeAt(0) + i;
      return copy;
    });
    const view = new DataView(end.buffer);
    view.setUint16(8, records.length, true);
    view.setUint16(10, records.length, true);
    view.setUint32(12, records.length * records[0]!.length, true);
    const overlapping = new Blob([one.subarray(0, record), ...records, end]);
    await expect(openZipReader(overlapping)).rejects.toThrow('overlap');
  });

  it('rejects a file that ends beyond the zip, and a file with a wrong offset', async () => {
    const bytes = await zipOf(bomb);
    const beyond = forge(bytes, (view, at) => view.setUint32(at + 20, bytes.length - 1, true));
    await expect(openZipReader(beyond)).rejects.toThrow('damaged');
    for (const offset of [1, bytes.length, 0xffff_fffe]) {
      const elsewhere = forge(bytes, (view, at) => view.setUint32(at + 42, offset, true));
      await expect(openZipReader(elsewhere), `${offset}`).rejects.toThrow('damaged');
    }
  });

  it('rejects an encrypted zip', async () => {
    const encrypted = forge(await zipOf(bomb), (view, at) => view.setUint16(at + 8, 1, true));
    await expect(openZipReader(encrypted)).rejects.toThrow('encrypted');
  });

  it('rejects a compression method that browsers don’t support', async () => {
    const other = forge(await zipOf(bomb), (view, at) => view.setUint16(at + 10, 93, true));
    await expect(openZipReader(other)).rejects.toThrow('isn’t known to browsers');
  });

  it('rejects a zip that names a file twice', async () => {
    const two = await zipOf({ 'a.txt': bomb['a.txt'], 'b.txt': { text: 'b', compress: false } });
    await expect(
      openZipReader(forge(two, (view, at) => view.setUint8(at + recordBytes, 0x61))),
    ).rejects.toThrow('twice');
  });

  it('treats a path as a plain name', async () => {
    const bytes = await zipOf({ 'abc.txt': { text: 'x', compress: false } });
    const zip = await openZipReader(
      forge(bytes, (view, at) =>
        new Uint8Array(view.buffer).set(new TextEncoder().encode('../../x'), at + recordBytes),
      ),
    );
    expect(zip.names).toEqual(['../../x']);
    expect(await zip.read('../../x')).toEqual(new TextEncoder().encode('x'));
  });

  /**
   * A zip with one file, as the site writes it, whose parts the tests change so that another program could read it
   * differently.
   */
  const plain = async () => {
    const zip = new ZipFile();
    const at = { forceDosTimestamp: true };
    zip.addBuffer(Buffer.from('one'.repeat(30)), 'a.txt', at);
    zip.addBuffer(Buffer.from('two'), 'b.txt', { ...at, compress: false });
    zip.end();
    return new Uint8Array(await buffer(zip.outputStream));
  };
  const changeByte = (bytes: Uint8Array<ArrayBuffer>, at: number, value: number) => {
    const changed = bytes.slice();
    changed[at] = value;
    return new Blob([changed]);
  };
  const findText = (bytes: Uint8Array, text: string, from = 0) => Buffer.from(bytes).indexOf(text, from);

  it('reports no irregularity for a zip as the site writes it', async () => {
    const zip = await openZipReader(new Blob([await plain()]));
    expect(zip.irregularities).toEqual([]);
    expect(zip.names).toEqual(['a.txt', 'b.txt']);
  });

  it.each<[string, RegExp, (bytes: Uint8Array<ArrayBuffer>) => Promise<Blob> | Blob]>([
    [
      'a second directory, of another zip in front of it',
      /bytes before a\.txt that belong to no file/,
      async (bytes) => {
        const front = await zipOf({ 'a.txt': { text: 'forged', compress: false } });
        return forge(Uint8Array.from([...front, ...bytes]), (view, at) => {
          if (at > front.length) view.setUint32(at + 42, view.getUint32(at + 42, true) + front.length, true);
          view.setUint32(view.byteLength - 6, findText(bytes, 'PK\u0001\u0002') + front.length, true);
        });
      },
    ],
    [
      'another name before the data',
      /the header of a\.txt contradicts the directory: another name/,
      (bytes) => changeByte(bytes, 30, 'c'.charCodeAt(0)),
    ],
    ['another compression before the data', /another compression/, (bytes) => changeByte(bytes, 8, 0)],
    ['another size before the data', /another size or checksum/, (bytes) => changeByte(bytes, 22, 1)],
    [
      'a name that differs in case alone',
      /A\.TXT is there in another case too/,
      (bytes) => {
        const renamed = Buffer.from(bytes);
        for (let at = renamed.indexOf('b.txt'); at >= 0; at = renamed.indexOf('b.txt'))
          renamed.write('A.TXT', at);
        return new Blob([renamed]);
      },
    ],
    [
      'a comment behind its directory',
      /it has a comment/,
      (bytes) => {
        const longer = Uint8Array.from([...bytes, 1, 2, 3]);
        longer[bytes.length - 2] = 3;
        return new Blob([longer]);
      },
    ],
    [
      'an extra field that is long enough to hold a file',
      /a\.txt has an extra field that is long enough to hold a file/,
      (bytes) => {
        const field = Buffer.alloc(4 + 33);
        field.writeUInt16LE(0x5455, 0);
        field.writeUInt16LE(33, 2);
        const longer = insertIntoZip(bytes, 35, field);
        longer.view.setUint16(28, field.length, true);
        return new Blob([longer.bytes]);
      },
    ],
    [
      '64-bit sizes beside 32-bit ones in the directory',
      /a\.txt has 64-bit sizes beside its 32-bit ones/,
      async () => {
        const bytes = await zipOf({ 'a.txt': { text: 'one', compress: false, forceZip64Format: true } });
        return forge(bytes, (view, at) => view.setUint32(at + 42, 0, true));
      },
    ],
    [
      'a 64-bit size before the data that the directory contradicts',
      /the header of a\.txt contradicts the directory: another size/,
      (bytes) => {
        const field = Buffer.alloc(4 + 8);
        field.writeUInt16LE(1, 0);
        field.writeUInt16LE(8, 2);
        field.writeBigUInt64LE(91n, 4);
        const longer = insertIntoZip(bytes, 35, field);
        longer.view.setUint16(28, field.length, true);
        longer.view.setUint32(22, 0xffff_ffff, true);
        return new Blob([longer.bytes]);
      },
    ],
    [
      'a stored file whose size is only behind it',
      /the end of a\.txt is known from its directory alone/,
      async () => {
        const zip = new ZipFile();
        const options = { forceDosTimestamp: true, compress: false };
        zip.addReadStream(Readable.from([Buffer.from('one')]), 'a.txt', options);
        zip.end();
        return new Blob([new Uint8Array(await buffer(zip.outputStream))]);
      },
    ],
    [
      'a symbolic link',
      /is a link/,
      (bytes) => forge(bytes, (view, at) => view.setUint32(at + 38, 0o120777 << 16, true)),
    ],
  ])('names the irregularity %s', async (_, words, change) => {
    const zip = await openZipReader(await change(await plain()));
    expect(zip.irregularities.join('; ')).toMatch(words);
  });

  it('returns no file whose bytes don’t match its checksum', async () => {
    const bytes = await plain();
    const zip = await openZipReader(changeByte(bytes, findText(bytes, 'two'), 'T'.charCodeAt(0)));
    await expect(zip.read('b.txt')).rejects.toThrow('b.txt is damaged');
  });
});
