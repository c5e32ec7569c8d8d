/** `skipped` means that a check was impossible; the text gives the reason. */
export type CheckOutcome = 'passed' | 'failed' | 'skipped';

/** Result of one check of an archive, in words for people. */
export type CheckLine = {
  readonly outcome: CheckOutcome;
  readonly text: string;
  /** Faults, or the items, submissions and files that were not compared; empty if the check passed. */
  readonly findings: readonly ArchiveFinding[];
};

export const stageNames = ['commitment', 'items', 'scores', 'ranking', 'files'] as const;

export type StageName = (typeof stageNames)[number];

export type CheckStage = {
  readonly name: StageName;
  readonly seconds: number;
  readonly lines: readonly CheckLine[];
};

/**
 * `verified`: everything in the archive was compared, and agrees. `wrong`: something doesn't, and is named. `incomplete`:
 * nothing is wrong, but something was not compared, and is named.
 */
export type Verdict = 'verified' | 'wrong' | 'incomplete';

export type VerificationReport = {
  readonly benchmark: string;
  readonly round: number;
  readonly title: string;
  /** Root computed from the items, in hex. */
  readonly root: string;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly stages: readonly CheckStage[];
};

const count = new Intl.NumberFormat('en');

/** Formats a count with its noun: `1 item`, `2,000 items`. */
export const formatCount = (value: number, one: string, many = `${one}s`): string =>
  `${count.format(value)} ${value === 1 ? one : many}`;

/** Text that follows the first difference where one change can cause several: the number of the others. */
export const describeOthers = (count: number): string =>
  count === 0 ? '' : `; ${count === 1 ? '1 other number differs' : `${count} other numbers differ`} too`;

export const passed = (text: string): CheckLine => ({ outcome: 'passed', text, findings: [] });

export const skipped = (text: string, findings: readonly ArchiveFinding[] = []): CheckLine => ({
  outcome: 'skipped',
  text,
  findings,
});

/** Makes the report's line for a check from its findings, if there are any. */
export const lineOf = (
  findings: readonly ArchiveFinding[],
  whenPassed: string,
  whenFailed: string,
): CheckLine =>
  findings.length === 0 ? passed(whenPassed) : { outcome: 'failed', text: whenFailed, findings };

export const findingKinds = ['id', 'order', 'count', 'secret', 'nonce', 'split', 'leaf', 'root'] as const;

export type FindingKind = (typeof findingKinds)[number];

/** A part of an archive that disagrees with its commitment. */
export type Finding = {
  readonly what: FindingKind;
  /** The item's id, and the item's position from 0; both are null if the finding concerns no single item. */
  readonly id: string | null;
  readonly position: number | null;
  readonly detail: string;
};

/** The first findings in the order in which they were found, and the number of all findings. */
export type FindingList = {
  readonly findings: readonly Finding[];
  readonly count: number;
  add(what: FindingKind, detail: string, item?: { id: string; position: number }): void;
};

/** Stores the first `listedMax` findings of each kind and counts the rest, so that one kind can't crowd out another. */
export function createFindingList(listedMax: number): FindingList {
  const findings: Finding[] = [];
  const countOf = new Map<FindingKind, number>();
  let count = 0;
  return {
    findings,
    get count() {
      return count;
    },
    add(what, detail, item) {
      const countBefore = countOf.get(what) ?? 0;
      countOf.set(what, countBefore + 1);
      count += 1;
      if (countBefore < listedMax)
        findings.push({ what, id: item?.id ?? null, position: item?.position ?? null, detail });
    },
  };
}

export const archiveFindingKinds = ['commitment', 'file', 'predictions', 'score', 'ranking'] as const;

/** An item, submission, file or field of an archive that disagrees with published or recomputed values. */
export type ArchiveFinding = {
  readonly what: FindingKind | (typeof archiveFindingKinds)[number];
  /** The item's id, the submission's id, or the faulty file or field; null if the finding concerns the whole archive. */
  readonly subject: string | null;
  readonly detail: string;
};

export const stageTitles: Readonly<Record<StageName, string>> = {
  commitment: 'Commitment',
  items: 'Items',
  scores: 'Scores',
  ranking: 'Ranking',
  files: 'Files',
};

/** States the verdict on an archive in one sentence, for the page and for the command line. */
export function describeVerdict({ verdict, stages }: Pick<VerificationReport, 'verdict' | 'stages'>): string {
  const lines = stages.flatMap((stage) => stage.lines);
  const passedCount = lines.filter(({ outcome }) => outcome === 'passed').length;
  const failedCount = lines.filter(({ outcome }) => outcome === 'failed').length;
  const skippedCount = lines.length - passedCount - failedCount;
  const beside = stages.some(({ name }) => name === 'ranking')
    ? ''
    : ' Rankings, errata and withdrawals are published beside the archive, which contains none of them: give the address of the round to compare all.';
  switch (verdict) {
    case 'verified':
      return `This archive verifies: ${formatCount(passedCount, 'check')} passed.${beside}`;
    case 'wrong':
      return `This archive does not verify: ${failedCount} of ${formatCount(lines.length, 'check')} failed.`;
    case 'incomplete':
      return `This verification is incomplete: nothing wrong was found, but ${skippedCount} of ${formatCount(lines.length, 'check')} ${skippedCount === 1 ? 'was' : 'were'} not made.${beside}`;
  }
}
