import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ObjectMissing, type ObjectStore } from './object-store';

const keyPattern = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/** The object store of a single machine: a folder. Files are written under another name, synced, then renamed. */
export function localObjectStore(root: string): ObjectStore {
  const pathOf = (key: string) => {
    if (!keyPattern.test(key)) throw new Error(`not an object key: ${key}`);
    return join(root, key);
  };
  return {
    async put(key, source) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const temporary = `${path}.${randomUUID()}.part`;
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
        await rename(temporary, path);
      } catch (cause) {
        await file.close();
        await rm(temporary, { force: true });
        throw cause;
      }
      return { byteCount, sha256: hash.digest('hex') };
    },
    async open(key) {
      const path = pathOf(key);
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new ObjectMissing(key);
      return { stream: createReadStream(path), byteCount: found.size };
    },
    async has(key) {
      return (await stat(pathOf(key)).catch(() => null))?.isFile() ?? false;
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async *list(folder) {
      for (const id of await readdir(pathOf(folder)).catch(() => []))
        for (const name of await readdir(pathOf(`${folder}/${id}`)).catch(() => [])) {
          const key = `${folder}/${id}/${name}`;
          const found = await stat(pathOf(key)).catch(() => null);
          if (found?.isFile()) yield { key, id, storedAtMs: found.mtimeMs };
        }
    },
  };
}
