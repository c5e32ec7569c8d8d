import { computeEditCountMin } from '../feedback/count-edits';

/** One file under two teams, byte for byte. */
export type EqualFileFlag = {
  readonly kind: 'equal-file';
  readonly first: string;
  readonly second: string;
  /** Teams that have sent the file, these two among them. */
  readonly teamCount: number;
  /** Whether the two are linked: then it is known already that they are the same people. */
  readonly areLinked: boolean;
};

/** A file's sender: of each team that sent it in a round, its first submission with it. */
export type FileSender = {
  readonly submission: string;
  readonly team: string;
  readonly group: string;
  readonly fileSha256: string;
};

/**
 * A flag for each team but the first to send a file: about the two of them. It takes no label, so that neither the task nor the
 * number of teams matters, and no team is left out: linked ones are two rows of the ranking all the same.
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
  /** Fewer changes than this get no numeric answer. */
  readonly changedCountMin: number;
  readonly itemCount: number;
};

/**
 * An edit so small that a number in answer would tell single labels. Whoever answers then gives no number.
 * @param changedCount against the team's nearest earlier submission; null for a first one, which is no edit
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
