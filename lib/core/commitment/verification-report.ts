import type { ArchiveFinding } from './archive-finding';

/** `skipped` says that something could not be checked; the text says why. */
export type CheckOutcome = 'passed' | 'failed' | 'skipped';

/** One thing that was checked, in words for people. */
export type CheckLine = {
  readonly outcome: CheckOutcome;
  readonly text: string;
  /** What is wrong, item by item or submission by submission; empty unless failed. */
  readonly findings: readonly ArchiveFinding[];
};

export const stageNames = ['commitment', 'items', 'scores', 'ranking'] as const;
export type StageName = (typeof stageNames)[number];

export type CheckStage = {
  readonly name: StageName;
  readonly seconds: number;
  readonly lines: readonly CheckLine[];
};

/**
 * `verified`: everything in the archive agrees, as far as there was something published to compare it with. `wrong`: something
 * doesn't, and is named. `incomplete`: nothing is wrong, but items or scores could not all be computed again.
 */
export type Verdict = 'verified' | 'wrong' | 'incomplete';

export type VerificationReport = {
  readonly benchmark: string;
  readonly round: number;
  readonly title: string;
  /** What the items give, in hex. */
  readonly root: string;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly stages: readonly CheckStage[];
};

const count = new Intl.NumberFormat('en');

/** `1 item`, `2,000 items`. */
export const formatCount = (value: number, one: string, many = `${one}s`): string =>
  `${count.format(value)} ${value === 1 ? one : many}`;

/** Behind the first difference of several that one change makes. */
export const describeOthers = (count: number): string =>
  count === 0 ? '' : `; ${count === 1 ? '1 other number differs' : `${count} other numbers differ`} too`;

export const passed = (text: string): CheckLine => ({ outcome: 'passed', text, findings: [] });
export const skipped = (text: string): CheckLine => ({ outcome: 'skipped', text, findings: [] });

/** The line of a check that found something, or of one that didn't. */
export const lineOf = (
  findings: readonly ArchiveFinding[],
  whenPassed: string,
  whenFailed: string,
): CheckLine =>
  findings.length === 0 ? passed(whenPassed) : { outcome: 'failed', text: whenFailed, findings };
