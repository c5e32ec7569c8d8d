import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type ListedObject,
  ObjectExists,
  ObjectMissing,
  type ObjectStore,
  partSuffix,
  requireObjectKey,
} from './object-store';

/**
 * The object store of a single machine: a folder. A file is written under a temporary name, synced, then
 * renamed; the folders of its path are synced too, so that a power cut loses no stored object.
 */
export function folderStore(root: string): ObjectStore {
  const pathOf = (key: string) => join(root, requireObjectKey(key));
  return {
    async put(key, source, { once = false } = {}) {
      const path = pathOf(key);
      const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const temporary = `${path}.${randomUUID()}${partSuffix}`;
      const hash = createHash('sha256');
      let byteCount = 0;
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of source) {
          hash.update(chunk);
          byteCount += chunk.byteLength;
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        // Unlike a rename, a link never replaces a file.
        await (once ? link(temporary, path) : rename(temporary, path));
        if (once) await rm(temporary);
      } catch (cause) {
        await file.close();
        await rm(temporary, { force: true });
        throw hasCode(cause, 'EEXIST') ? new ObjectExists(key) : cause;
      }
      await syncFolders(dirname(path), made === undefined ? dirname(path) : dirname(made));
      return { byteCount, sha256: hash.digest('hex') };
    },
    async open(key, firstByte = 0) {
      const path = pathOf(key);
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new ObjectMissing(key);
      return { stream: createReadStream(path, { start: firstByte }), byteCount: found.size };
    },
    async has(key) {
      return (await stat(pathOf(key)).catch(() => null))?.isFile() ?? false;
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async *list(folder) {
      if (folder === '') yield* listBelow(root, '', 0);
      else yield* listBelow(pathOf(folder), `${folder}/`, folder.length + 1);
    },
  };
}

async function* listBelow(path: string, prefix: string, idAt: number): AsyncGenerator<ListedObject> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  for (const entry of entries) {
    const key = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* listBelow(join(path, entry.name), `${key}/`, idAt);
    else if (entry.isFile()) {
      const found = await stat(join(path, entry.name)).catch(() => null);
      const [id = ''] = key.slice(idAt).split('/');
      if (found) yield { key, id, byteCount: found.size, storedAtMs: found.mtimeMs };
    }
  }
}

/** Syncs a folder and its parents, up to `last`. */
async function syncFolders(path: string, last: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
  if (path.length > last.length) await syncFolders(dirname(path), last);
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
