import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { openFolder } from './open-folder';
import { openSite } from './open-site';
import { openZip } from './open-zip';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';
import { isPlainFile } from './read-plain-file';

/**
 * Opens an archive by what was typed: the address of a round, a folder, a zip, or an `archive.json`.
 * @param from where paths are relative to
 */
export async function openArchive(where: string, from: string): Promise<OpenedArchive> {
  if (/^https?:\/\//.test(where)) return openSite(new URL(where));
  const path = resolve(from, where);
  const found = await stat(path).catch((cause) => {
    throw new ArchiveUnreadable(`there is no ${path}`, { cause });
  });
  if (found.isDirectory()) return openFolder(path, 'archive.json');
  await isPlainFile(path);
  return path.endsWith('.zip') ? openZip(path) : openFolder(dirname(path), basename(path));
}
