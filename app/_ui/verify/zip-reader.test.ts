import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openZipReader } from './zip-reader';

async function zipOf(
  files: Record<string, { text: string; compress: boolean }>,
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  for (const [name, { text, compress }] of Object.entries(files))
    zip.addBuffer(Buffer.from(text), name, { compress });
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

const files = {
  'archive.json': { text: '{"a": "Ståd"}'.repeat(500), compress: true },
  'predictions/x.csv': { text: 'id,prediction\n1,yes\n', compress: false },
};

describe('openZipReader', () => {
  it('gives each file of a zip as it was, packed or not, and null for a name it lacks', async () => {
    const zip = await openZipReader(new Blob([await zipOf(files)]));
    expect(zip.names).toEqual(Object.keys(files));
    for (const [name, { text }] of Object.entries(files))
      expect(new TextDecoder().decode((await zip.read(name))!)).toBe(text);
    expect(await zip.read('SHA256SUMS')).toBeNull();
  });

  it('says in words that a file is no zip, or a zip cut off', async () => {
    const bytes = await zipOf(files);
    await expect(openZipReader(new Blob(['no zip at all']))).rejects.toThrow('can’t be read');
    await expect(openZipReader(new Blob([bytes.subarray(0, bytes.length - 30)]))).rejects.toThrow(
      'can’t be read',
    );
  });

  it('unpacks no more than the directory declares', async () => {
    const bytes = await zipOf({ 'a.txt': { text: 'a'.repeat(10_000), compress: true } });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 < bytes.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    const zip = await openZipReader(new Blob([bytes]));
    await expect(zip.read('a.txt')).rejects.toThrow('damaged');
  });
});
