import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSha256Sums } from '@/lib/core/commitment/parse-sha256sums';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';

/** An unpacked archive: `archive.json`, and beside it SHA256SUMS and `predictions/` as far as they are there. */
export async function openFolder(folder: string, archiveName: string): Promise<OpenedArchive> {
  const archiveBytes = await readIfThere(join(folder, archiveName));
  if (!archiveBytes) throw new ArchiveUnreadable(`there is no ${join(folder, archiveName)}`);
  const sums = await readIfThere(join(folder, 'SHA256SUMS'));
  return {
    archiveBytes,
    files: {
      listed: sums && parseSha256Sums(new TextDecoder().decode(sums)),
      // Paths come from the archive, whose form allows no way out of `predictions/`.
      read: (path) => readIfThere(join(folder, path)),
    },
    published: [],
    ranking: null,
    close: () => {},
  };
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
