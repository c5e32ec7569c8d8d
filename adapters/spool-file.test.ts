import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeAbandonedSpools, spoolFile } from './spool-file';

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
const pieces = async function* () {
  yield Buffer.from('id\n');
};

describe('removal of old spooled files', () => {
  it('deletes the file of a killed process, and keeps one that may be in use', async () => {
    const inUse = await spoolFile(pieces());
    const left = await mkdtemp(join(tmpdir(), 'tidemark-spool-'));
    await writeFile(join(left, 'file'), 'id\n');
    const hoursAgo = Date.now() / 1000 - 3 * 60 * 60;
    await utimes(left, hoursAgo, hoursAgo);
    await removeAbandonedSpools(Date.now());
    expect(await isThere(left)).toBe(false);
    expect(await isThere(inUse.path)).toBe(true);
    await inUse.remove();
    expect(await isThere(dirname(inUse.path))).toBe(false);
    await rm(left, { recursive: true, force: true });
  });
});
