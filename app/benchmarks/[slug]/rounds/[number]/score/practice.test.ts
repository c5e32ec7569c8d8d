import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { unwrap } from '@/testing/unwrap';
import { findNeighbours, readZippedFile } from './practice';

const entries = [
  { model: 'A', rank: 1, score: 0.7 },
  { model: 'B', rank: 2, score: 0.6 },
  { model: 'baseline', rank: null, score: 0.65 },
];

describe('ranked neighbours of a practice score', () => {
  it('include ranked models only, and count an equal score as at least as good', () => {
    expect(findNeighbours(entries, 0.66, 'higher')).toMatchObject({
      above: { model: 'A' },
      below: { model: 'B' },
    });
    expect(findNeighbours(entries, 0.6, 'higher')).toMatchObject({ above: { model: 'B' }, below: null });
  });

  it('follow the direction of the metric', () => {
    expect(findNeighbours(entries, 0.5, 'lower')).toMatchObject({ above: null, below: { model: 'B' } });
    expect(findNeighbours(entries, 0.65, 'lower')).toMatchObject({
      above: { model: 'B' },
      below: { model: 'A' },
    });
  });

  it('don’t exist without a ranking', () => expect(findNeighbours([], 0.5, 'higher')).toBeNull());
});

describe('readZippedFile', () => {
  const csv = 'id,prediction\n1,yes\n';

  async function zipOf(...names: string[]): Promise<Blob> {
    const zip = new ZipFile();
    for (const name of names) zip.addBuffer(Buffer.from(csv), name);
    zip.end();
    return new Blob([new Uint8Array(await buffer(zip.outputStream))]);
  }

  it('reads the only file of a zip, and ignores files that macOS adds', async () => {
    const zip = await zipOf('a.csv', '__MACOSX/a.csv');
    expect(new TextDecoder().decode(unwrap(await readZippedFile(zip)))).toBe(csv);
  });

  it('refuses a second file, and a file above the limit, with the limit', async () => {
    expect(await readZippedFile(await zipOf('a.csv', 'b.csv'))).toMatchObject({
      error: { code: 'bad_archive' },
    });
    const zip = await zipOf('a.csv');
    expect((await readZippedFile(zip, csv.length)).ok).toBe(true);
    expect(await readZippedFile(zip, csv.length - 1)).toMatchObject({
      error: { code: 'too_large', detail: expect.stringContaining('has 20 B; 19 B are allowed here') },
    });
  });
});
