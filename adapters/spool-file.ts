import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SpooledFile = { path: string; sha256: string; byteCount: number; remove: () => Promise<void> };

/**
 * Writes bytes to a file of their own, hashed on the way. For what may lie on a disk in the clear: predictions, never a
 * test set. The caller removes it; a failed spool removes itself.
 */
export async function spoolFile(bytes: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-spool-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'file');
    const hash = createHash('sha256');
    let byteCount = 0;
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        hash.update(chunk);
        byteCount += chunk.byteLength;
        await file.writeFile(chunk);
      }
    } finally {
      await file.close();
    }
    return { path, sha256: hash.digest('hex'), byteCount, remove };
  } catch (cause) {
    await remove();
    throw cause;
  }
}
