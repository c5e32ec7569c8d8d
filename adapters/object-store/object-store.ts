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
  /** As uploaded, encrypted to the scorer by the web process. */
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

/** The object differs from the one that was recorded. Logs show the name, since they contain no messages. */
export class ObjectChanged extends Error {
  override name = 'ObjectChanged';

  constructor(key: string) {
    super(`what is stored at ${key} is not what was recorded`);
  }
}
