import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export type StoredObject = { byteCount: number; sha256: string };

/** Storage of files. Keys are slash-separated words; an object appears complete or not at all. */
export type ObjectStore = {
  /** @throws the error of `source`; then no object is stored */
  put(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /** @throws ObjectMissing */
  open(key: string): Promise<{ stream: Readable; byteCount: number }>;
  has(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Objects below a folder, including incomplete ones of a process that died. Empty for a missing folder. */
  list(folder: string): AsyncIterable<ListedObject>;
};

/** `id` is the path segment after the folder's. */
export type ListedObject = { key: string; id: string; storedAtMs: number };

export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  constructor(readonly key: string) {
    super(`no object at ${key}`);
  }
}

/** Compares the name: Next bundles this module separately, so that each bundle has a class of its own. */
export const isObjectMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ObjectMissing';

/** Folders of models' files: of versions, and of dry runs. */
export const artefactFolders = { versions: 'versions', dryRuns: 'dry-runs' } as const;

/** All keys of the store. */
export const objectKeys = {
  /** The uploaded test set, encrypted to the scorer by the web process. */
  testSet: (roundId: string) => `rounds/${roundId}/test-set.age`,
  /** Ids and labels in the order of the item index, under the round's key. Each sealing writes an object of its own. */
  items: (roundId: string, sealingId: string) => `rounds/${roundId}/items-${sealingId}.sealed`,
  /** Fingerprints that later test sets are compared with, under the round's key. */
  fingerprints: (roundId: string, sealingId: string) => `rounds/${roundId}/fingerprints-${sealingId}.sealed`,
  /** Items without labels, CSV or JSON Lines like the test set; written by the scorer when the round opens. */
  inputs: (roundId: string) => `rounds/${roundId}/inputs`,
  /** A prediction file template for those items; written just before them. */
  sampleSubmission: (roundId: string) => `rounds/${roundId}/sample-submission.csv`,
  /** A model's file, encrypted to the scorer by the web process. */
  artefact: (versionId: string) => `${artefactFolders.versions}/${versionId}/artefact.age`,
  /** The model of a dry run; deleted after the run. */
  dryRun: (dryRunId: string) => `${artefactFolders.dryRuns}/${dryRunId}/artefact.age`,
  submission: (submissionId: string) => `submissions/${submissionId}/file`,
  /**
   * The predictions as columns, written by the scorer under the round's key. Those of a file are stored until the round's
   * feedback is complete, those of a model for good, since it has no file.
   */
  predictionColumns: (submissionId: string) => `submissions/${submissionId}/columns`,
  /**
   * A file of the archive, unencrypted; written by the scorer just before the reveal. Keys are in lower case, names needn't be.
   */
  archiveFile: (roundId: string, name: string) => `rounds/${roundId}/archive/${name.toLowerCase()}`,
  /**
   * Per-item values of a revealed round's submission, and `items` and `labels` beside them, in the order of the final split;
   * written by the scorer just before the reveal.
   */
  itemValues: (roundId: string, name: string) => `rounds/${roundId}/values/${name}`,
  /** Training set of the demo's models; written by the demo. */
  demoTrainingSet: 'demo/january-2001-training.csv',
  /** Feedback of the demo's attack in its two revealed rounds, public; written by the demo. */
  attackExhibit: 'demo/attack-exhibit.json',
};

/** The object differs from the recorded one. Logs show this class's name, since they contain no messages. */
export class ObjectChanged extends Error {
  override name = 'ObjectChanged';

  constructor(key: string) {
    super(`what is stored at ${key} is not what was recorded`);
  }
}

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

export type ComparedBytes = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** True if the whole object is the recorded one. Reads the rest of `bytes`, and closes the stream. */
  isSame: () => Promise<boolean>;
};

/**
 * An object's bytes, hashed while they are read, so that one pass suffices. A reader may stop early; results count only once
 * `isSame` is true.
 * @param byteCountMax the maximum length of a recorded object; bytes beyond it are not read
 */
export function compareBytes(
  stream: Readable,
  { sha256, byteCountMax }: { sha256: string; byteCountMax: number },
): ComparedBytes {
  const hash = createHash('sha256');
  const chunks: AsyncIterator<Uint8Array, undefined> = stream[Symbol.asyncIterator]();
  let byteCount = 0;
  const take = async (): Promise<Uint8Array | undefined> => {
    if (byteCount > byteCountMax) return undefined;
    const { value } = await chunks.next();
    if (value) hash.update(value);
    byteCount += value?.byteLength ?? 0;
    return value;
  };
  async function* takeAll(): AsyncGenerator<Uint8Array> {
    for (let chunk = await take(); chunk; chunk = await take()) yield chunk;
  }
  return {
    bytes: takeAll(),
    async isSame() {
      try {
        while (await take());
      } finally {
        stream.destroy();
      }
      return byteCount <= byteCountMax && hash.digest('hex') === sha256;
    },
  };
}
