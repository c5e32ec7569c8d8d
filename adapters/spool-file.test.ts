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
  it.each(['tidemark-spool-', 'tidemark-items-'])(
    'deletes and counts a killed process’s %s…, and keeps one that may be in use',
    async (prefix) => {
      const inUse = await spoolFile(pieces());
      const left = await mkdtemp(join(tmpdir(), prefix));
      await writeFile(join(left, 'file'), 'id\n');
      const hoursAgo = Date.now() / 1000 - 3 * 60 * 60;
      await utimes(left, hoursAgo, hoursAgo);
      // Tests that run at the same time may leave abandoned files too.
      expect(await removeAbandonedSpools(Date.now())).toBeGreaterThanOrEqual(1);
      expect(await isThere(left)).toBe(false);
      expect(await isThere(inUse.path)).toBe(true);
      await inUse.remove();
      expect(await isThere(dirname(inUse.path))).toBe(false);
      await rm(left, { recursive: true, force: true });
    },
  );
});
