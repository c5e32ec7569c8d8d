import { dirname, join } from 'node:path';
import { parseSha256Sums } from '@/lib/core/commitment/parse-sha256sums';
import { predictionsBytesMax } from '@/lib/core/submission/plain-bytes-max';
import { archiveBytesMax, requireModestJson, sumsBytesMax } from './bounds';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';
import { isPlainFolder, readPlainFile } from './read-plain-file';

/** An unpacked archive: `archive.json`, and beside it SHA256SUMS and `predictions/` as far as they are there. */
export async function openFolder(folder: string, archiveName: string): Promise<OpenedArchive> {
  const archiveBytes = await readPlainFile(join(folder, archiveName), archiveBytesMax);
  if (!archiveBytes) throw new ArchiveUnreadable(`there is no ${join(folder, archiveName)}`);
  requireModestJson(archiveBytes, null);
  const sums = await readPlainFile(join(folder, 'SHA256SUMS'), sumsBytesMax);
  return {
    archiveBytes,
    files: {
      listed: sums && parseSha256Sums(new TextDecoder().decode(sums)),
      // Paths are ours, or come from the archive, whose form allows no way out of `predictions/`.
      read: async (path) => {
        if (!(await isPlainFolder(join(folder, dirname(path))))) return null;
        return readPlainFile(
          join(folder, path),
          path === 'items.csv' ? archiveBytesMax : predictionsBytesMax,
        );
      },
    },
    published: [],
    ranking: null,
    close: () => {},
  };
}
