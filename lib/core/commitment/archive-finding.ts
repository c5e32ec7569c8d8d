import type { FindingKind } from './finding';

export const archiveFindingKinds = ['commitment', 'file', 'predictions', 'score', 'ranking'] as const;

/** Something in an archive that doesn't agree with what was published, or with what it gives when computed again. */
export type ArchiveFinding = {
  readonly what: FindingKind | (typeof archiveFindingKinds)[number];
  /** The item's id, the submission's id, the file or the field at fault; null where it is the whole archive. */
  readonly subject: string | null;
  readonly detail: string;
};
