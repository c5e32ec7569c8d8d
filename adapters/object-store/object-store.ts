import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

export type StoredObject = { byteCount: number; sha256: string };

/** Storage of files: a folder or a bucket. Keys are slash-separated words; an object appears complete or not at all. */
export type ObjectStore = {
  /**
   * @param options.once if set, refuses to replace an existing object @throws the error of `source` (then no
   * object is stored); ObjectExists; an error with a code of `objectStoreCodes`
   */
  put(key: string, source: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredObject>;
  /**
   * Opens an object, or the part of it from `firstByte` on. `byteCount` is the size of the whole object;
   * beyond the end the stream is empty. @throws ObjectMissing
   */
  open(key: string, firstByte?: number): Promise<{ stream: Readable; byteCount: number }>;
  has(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  /**
   * Lists all objects below a folder, or of the whole store for an empty name; a missing folder has none.
   * Includes incomplete objects of a process that is writing or has died, under keys that end in `.part`,
   * which only `delete` accepts.
   */
  list(folder: string): AsyncIterable<ListedObject>;
};

export type PutOptions = { readonly once?: boolean };

/** `id` is the path segment that follows the listed folder. */
export type ListedObject = { key: string; id: string; byteCount: number; storedAtMs: number };

export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  constructor(readonly key: string) {
    super(`no object at ${key}`);
  }
}

/** Error of `put` with `once`: an object with this key exists already. */
export class ObjectExists extends Error {
  override readonly name = 'ObjectExists';
  constructor(readonly key: string) {
    super(`an object at ${key} already`);
  }
}

/**
 * Error codes: the object store doesn't respond or rejects the site's credentials; the object store has no
 * space.
 */
export const objectStoreCodes = { away: 'OBJECT_STORE_AWAY', full: 'OBJECT_STORE_FULL' } as const;

/**
 * Compares the error's name instead of its class: Next bundles this module several times, and each bundle has
 * a class of its own.
 */
export const isObjectMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ObjectMissing';

/** Top-level folders for model files: those of versions, and those of dry runs. */
export const artefactFolders = { versions: 'versions', dryRuns: 'dry-runs' } as const;

/** The keys of all objects that the site stores. */
export const objectKeys = {
  /** The uploaded test set, encrypted to the scorer by the web process. */
  testSet: (roundId: string) => `rounds/${roundId}/test-set.age`,
  /** Ids and labels in the order of the item index, under the round's key. Each sealing writes an object of its own. */
  items: (roundId: string, sealingId: string) => `rounds/${roundId}/items-${sealingId}.sealed`,
  /** Fingerprints that later test sets are compared with, under the round's key. */
  fingerprints: (roundId: string, sealingId: string) => `rounds/${roundId}/fingerprints-${sealingId}.sealed`,
  /** Items without labels, CSV or JSON Lines like the test set; written by the scorer when the round opens. */
  inputs: (roundId: string) => `rounds/${roundId}/inputs`,
  /** A prediction file template for the round's inputs; written just before them. */
  sampleSubmission: (roundId: string) => `rounds/${roundId}/sample-submission.csv`,
  /** The maintainers' own training file, public. Each upload writes an object of its own. */
  trainingFile: (trainingFileId: string) => `training-files/${trainingFileId}/file`,
  /** A model's file, encrypted to the scorer by the web process. */
  artefact: (versionId: string) => `${artefactFolders.versions}/${versionId}/artefact.age`,
  /** The model of a dry run; deleted after the run. */
  dryRun: (dryRunId: string) => `${artefactFolders.dryRuns}/${dryRunId}/artefact.age`,
  /** Model and inputs of a lease, encrypted to its runner; deleted after the run. */
  runWork: (runId: string, fence: number) => `runs/${runId}/work-${fence}`,
  /** The result of a lease, signed by its runner and encrypted to the scorer; deleted after the run. */
  runResult: (runId: string, fence: number) => `runs/${runId}/result-${fence}`,
  /** The model that a lease's training wrote, encrypted to the scorer by its runner; deleted after the run. */
  runModel: (runId: string, fence: number) => `runs/${runId}/model-${fence}`,
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
  /** Training data of a benchmark of the demo from before its first round; written by the demo. */
  demoTrainingSet: (slug: string) => `demo/${slug}-january-2001.csv`,
  /** Feedback of the demo's attack in its two revealed rounds, public; written by the demo. */
  attackExhibit: 'demo/attack-exhibit.json',
};

/**
 * Error: the stored object isn't the one whose hash was recorded. Logs contain no messages, so this class's
 * name says it.
 */
export class ObjectChanged extends Error {
  override name = 'ObjectChanged';

  constructor(key: string) {
    super(`what is stored at ${key} is not what was recorded`);
  }
}

const keyPattern = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

export const isObjectKey = (text: string): boolean => keyPattern.test(text);

export function requireObjectKey(key: string): string {
  if (!isObjectKey(key)) throw new Error(`not an object key: ${key}`);
  return key;
}

/** Suffix of the keys of incomplete objects. */
export const partSuffix = '.part';

export type ComparedBytes = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /**
   * True if the whole object has the recorded hash and size. Reads the rest of `bytes`, and closes the
   * stream.
   */
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
