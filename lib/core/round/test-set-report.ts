import type { Check } from './checks/check';

/**
 * The scorer's report to the maintainer on an uploaded test set. It passes through the web's database, so it quotes no label and
 * gives class shares in whole per cent only.
 */
export type TestSetReport = {
  readonly format: 'csv' | 'jsonl' | null;
  readonly itemCount: number;
  readonly inputColumns: readonly string[];
  readonly hasGroup: boolean;
  readonly hasDate: boolean;
  /** Names without the prefix, in order. */
  readonly sliceColumns: readonly string[];
  readonly classSharePercent: Readonly<Record<string, number>>;
  readonly duplicateIdCount: number;
  readonly emptyLabelCount: number;
  readonly problemCount: number;
  readonly problems: readonly {
    readonly code: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly detail: string;
    readonly hint: string;
  }[];
};

/** The report with the checks before sealing; without checks for a file with problems. */
export type CheckReport = TestSetReport & { readonly checks: readonly Check[] };
