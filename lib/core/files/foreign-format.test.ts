import { describe, expect, it } from 'vitest';
import { findForeignFormat, findForeignZip, isParquet } from './foreign-format';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('file sent as predictions', () => {
  it('is accepted for further reading if it is CSV, JSON, gzip, zip or empty', () => {
    for (const text of ['id,prediction\n', '\ufeffid\n', '{"id":"a"}', '[1]', 'PK\u0003\u0004', ''])
      expect(findForeignFormat(bytesOf(text)), text).toBeNull();
    expect(findForeignFormat(Uint8Array.of(0x1f, 0x8b, 8))).toBeNull();
    for (const name of ['predictions.csv', 'folder/predictions.jsonl', 'npy.csv'])
      expect(findForeignZip(name), name).toBeNull();
  });

  it('is refused in other formats, with the format’s name and a way to convert it', () => {
    expect(findForeignFormat(Uint8Array.of(0x80, 4, 0x95))).toMatchObject({
      detail: 'the file is in Python pickle format',
      hint: expect.stringContaining('pandas.read_pickle'),
    });
    expect(findForeignZip('xl/../[Content_Types].xml')).toBeNull();
    expect(findForeignZip('[Content_Types].xml')?.detail).toContain('.xlsx');
  });

  it('is accepted for further reading if it is Parquet, plain or encrypted, or a zip of arrays', () => {
    for (const text of ['PAR1....', 'PARE....']) {
      expect(findForeignFormat(bytesOf(text))).toBeNull();
      expect(isParquet(bytesOf(text))).toBe(true);
    }
    expect(isParquet(bytesOf('PARTS,id'))).toBe(false);
    expect(findForeignZip('id.npy')).toBeNull();
  });
});
