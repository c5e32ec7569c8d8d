export const checkNames = [
  'size',
  'label_schema',
  'label_leak',
  'columns',
  'class_balance',
  'duplicates',
  'overlap',
  'order',
  'ids',
  'dates',
  'baseline',
  'slices',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `block` keeps a round from being sealed; `warn` is for its maintainer to judge. */
export const checkOutcomes = ['pass', 'warn', 'block'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/**
 * What one check before sealing found. It is stored where the web process reads it, which may not know labels. So it says
 * nothing of a single label: what comes from labels is in whole per cent, an area under the ROC curve or a strength in two
 * decimals, and no id is ever quoted. What comes from inputs alone is counted exactly.
 */
export type Check = {
  readonly name: CheckName;
  readonly outcome: CheckOutcome;
  /** For the maintainer, with the numbers in it. */
  readonly detail: string;
  readonly numbers: Readonly<Record<string, number>>;
};

/** The checks that keep a test set from being sealed. What its ids tell doesn't, where the items get new ones. */
export const listBlocking = (
  checks: readonly Pick<Check, 'name' | 'outcome'>[],
  { drawsIds }: { drawsIds: boolean },
): CheckName[] =>
  checks
    .filter(({ name, outcome }) => outcome === 'block' && !(drawsIds && name === 'ids'))
    .map(({ name }) => name);

/** The worst of several outcomes; `pass` of none. */
export function worstOutcome(outcomes: readonly CheckOutcome[]): CheckOutcome {
  if (outcomes.includes('block')) return 'block';
  return outcomes.includes('warn') ? 'warn' : 'pass';
}
