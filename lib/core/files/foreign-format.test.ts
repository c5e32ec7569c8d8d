import { describe, expect, it } from 'vitest';
import { findForeignFormat, findForeignZip, isParquet } from './foreign-format';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('file sent as predictions', () => {
  it('lets CSV, JSON, gzip, zip and empty files pass to the parser', () => {
    for (const text of ['id,prediction\n', '\ufeffid\n', '{"id":"a"}', '[1]', 'PK\u0003\u0004', ''])
      expect(findForeignFormat(bytesOf(text)), text).toBeNull();
    expect(findForeignFormat(Uint8Array.of(0x1f, 0x8b, 8))).toBeNull();
    for (const name of ['predictions.csv', 'folder/predictions.jsonl', 'npy.csv'])
      expect(findForeignZip(name), name).toBeNull();
  });

  it('refuses other formats, with the format’s name and a way to convert the file', () => {
    expect(findForeignFormat(Uint8Array.of(0x80, 4, 0x95))).toMatchObject({
      detail: 'the file is in Python pickle format',
      hint: expect.stringContaining('pandas.read_pickle'),
    });
    expect(findForeignZip('xl/../[Content_Types].xml')).toBeNull();
    expect(findForeignZip('[Content_Types].xml')?.detail).toContain('.xlsx');
  });

  it('lets Parquet files, plain or encrypted, and zips of arrays pass to the parser', () => {
    for (const text of ['PAR1....', 'PARE....']) {
      expect(findForeignFormat(bytesOf(text))).toBeNull();
      expect(isParquet(bytesOf(text))).toBe(true);
    }
    expect(isParquet(bytesOf('PARTS,id'))).toBe(false);
    expect(findForeignZip('id.npy')).toBeNull();
  });
});
