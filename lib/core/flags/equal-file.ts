import { computeEditCountMin } from '../feedback/count-edits';

/** Suspicion that two teams share files: both sent the same file, byte for byte. */
export type EqualFileFlag = {
  readonly kind: 'equal-file';
  readonly first: string;
  readonly second: string;
  /** Number of all teams that sent the file, including these two. */
  readonly teamCount: number;
  /** True if the two teams are linked, that is, known to be the same people. */
  readonly areLinked: boolean;
};

/** A team's first submission of a file in a round. */
export type FileSender = {
  readonly submission: string;
  readonly team: string;
  readonly group: string;
  readonly fileSha256: string;
};

/**
 * Flags each team that sent the same file as an earlier team, as a pair with the first team. The check needs no labels, so
 * it works for every task and any number of teams. Linked teams are included, since each of them has a row in the ranking.
 * @param senders in the order in which the files were received
 */
export function flagEqualFiles(
  senders: readonly FileSender[],
): readonly { subject: string; flag: EqualFileFlag }[] {
  const byFile = new Map<string, FileSender[]>();
  for (const sender of senders)
    byFile.set(sender.fileSha256, [...(byFile.get(sender.fileSha256) ?? []), sender]);
  const flags = new Map<string, EqualFileFlag>();
  for (const [first, ...others] of byFile.values())
    for (const other of others) {
      const subject = [first!.team, other.team].sort().join(':');
      if (flags.has(subject)) continue;
      flags.set(subject, {
        kind: 'equal-file',
        first: first!.submission,
        second: other.submission,
        teamCount: others.length + 1,
        areLinked: first!.group === other.group,
      });
    }
  return [...flags].map(([subject, flag]) => ({ subject, flag }));
}

export type TinyEditFlag = {
  readonly kind: 'tiny-edit';
  readonly submission: string;
  readonly changedCount: number;
  /** Minimum number of changed items for a score as feedback; smaller edits get none. */
  readonly changedCountMin: number;
  readonly itemCount: number;
};

/**
 * Flags an edit so small that a score as feedback would reveal single labels; such an edit gets no score.
 * @param changedCount number of items changed since the most similar earlier submission of the team; null for a first
 * submission
 */
export function flagTinyEdit(edit: {
  readonly submission: string;
  readonly changedCount: number | null;
  readonly itemCount: number;
}): TinyEditFlag | null {
  const changedCountMin = computeEditCountMin(edit.itemCount);
  const { submission, changedCount, itemCount } = edit;
  if (changedCount === null || changedCount >= changedCountMin) return null;
  return { kind: 'tiny-edit', submission, changedCount, changedCountMin, itemCount };
}
