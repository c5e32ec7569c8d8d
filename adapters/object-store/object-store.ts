import type { Readable } from 'node:stream';

export type StoredObject = { byteCount: number; sha256: string };

/** Where files live. Keys are slash-separated words; an object appears whole or not at all. */
export type ObjectStore = {
  /** @throws what `source` throws; nothing is kept then */
  put(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /** @throws ObjectMissing */
  open(key: string): Promise<{ stream: Readable; byteCount: number }>;
  has(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** What lies below a folder, with what was being put there when its process died. Nothing where there is no such folder. */
  list(folder: string): AsyncIterable<ListedObject>;
};

/** `id` is the word behind the folder's. */
export type ListedObject = { key: string; id: string; storedAtMs: number };

export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  constructor(readonly key: string) {
    super(`no object at ${key}`);
  }
}

/** By its name: Next bundles this module apart from the process's own, so that each has a class of its own. */
export const isObjectMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ObjectMissing';

/** Where models' files lie: of versions, and of those that are only tried. */
export const artefactFolders = { versions: 'versions', dryRuns: 'dry-runs' } as const;

/** Every key of the store, in one place. */
export const objectKeys = {
  /** As uploaded, sealed to the scorer by the web process. */
  testSet: (roundId: string) => `rounds/${roundId}/test-set.age`,
  /** Ids and labels in the order of the item index, under the round's key. Each sealing writes an object of its own. */
  items: (roundId: string, sealingId: string) => `rounds/${roundId}/items-${sealingId}.sealed`,
  /** What later test sets are compared with, under the round's key. */
  fingerprints: (roundId: string, sealingId: string) => `rounds/${roundId}/fingerprints-${sealingId}.sealed`,
  /** Items without labels, CSV or JSON Lines like the test set; written by the scorer when the round opens. */
  inputs: (roundId: string) => `rounds/${roundId}/inputs`,
  /** A prediction file for those items that is to be filled in; written just before them. */
  sampleSubmission: (roundId: string) => `rounds/${roundId}/sample-submission.csv`,
  /** A model's file, sealed to the scorer by the web process. */
  artefact: (versionId: string) => `${artefactFolders.versions}/${versionId}/artefact.age`,
  /** The same of one that is only tried; deleted when that is over. */
  dryRun: (dryRunId: string) => `${artefactFolders.dryRuns}/${dryRunId}/artefact.age`,
  submission: (submissionId: string) => `submissions/${submissionId}/file`,
  /**
   * The predictions as columns, written by the scorer under the round's key. Of a file they are kept until the round's answers are all
   * given, of a model for good: there is no file.
   */
  predictionColumns: (submissionId: string) => `submissions/${submissionId}/columns`,
  /** A file of the archive, plain; written by the scorer just before the reveal. Keys are in lower case, names needn't be. */
  archiveFile: (roundId: string, name: string) => `rounds/${roundId}/archive/${name.toLowerCase()}`,
  /**
   * What a revealed round's items were to a submission, and `items` and `labels` beside them, in the order of the final part; written by
   * the scorer just before the reveal.
   */
  itemValues: (roundId: string, name: string) => `rounds/${roundId}/values/${name}`,
  /** What the demo's models were trained on; written by the demo. */
  demoTrainingSet: 'demo/january-2001-training.csv',
  /** What the demo's attack was answered in its two revealed rounds, for everybody; written by the demo. */
  attackExhibit: 'demo/attack-exhibit.json',
};

/** What lies in the object store isn't what was recorded when it was put there. The name is for the log, which has no messages. */
export class ObjectChanged extends Error {
  override name = 'ObjectChanged';

  constructor(key: string) {
    super(`what is stored at ${key} is not what was recorded`);
  }
}
