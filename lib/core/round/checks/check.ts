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

/** Where a check's outcome changes: from one place to another, 0 to 1, of its scale. */
export type CheckZone = {
  readonly outcome: Exclude<CheckOutcome, 'pass'>;
  readonly from: number;
  readonly to: number;
};

/** A check's figure on its scale, beside its bounds. */
export type PlacedCheck = {
  /** For people, with its unit: `2,800`, `0.6 %`. */
  readonly figure: string;
  /** Null where there is nothing to compare the figure with. */
  readonly axis: { readonly at: number; readonly zones: readonly CheckZone[] } | null;
  /** In words, one a line. */
  readonly bounds: readonly string[];
};

/** A value's place, 0 to 1. */
export type CheckScale = (value: number) => number;

const keepInside = (place: number): number => Math.min(1, Math.max(0, place));

/** From `low` to `high`, or a little beyond the value where that lies farther out. */
export function scaleTo(value: number, high: number, low = 0): CheckScale {
  const end = Math.max(high, value > high ? value * 1.15 : high);
  return (at) => keepInside((at - low) / (end - low));
}

/** As far to the left of 0 as to the right. */
export function scaleAround(value: number, reach: number): CheckScale {
  const end = Math.max(reach, Math.abs(value) * 1.15);
  return (at) => keepInside(0.5 + at / (2 * end));
}

/** Of counts from 1 on, each ten times as many as far again. */
export function scaleCounts(value: number, high: number): CheckScale {
  const end = Math.log10(Math.max(high, value * 2));
  return (at) => keepInside(Math.log10(Math.max(1, at)) / end);
}

/** From 0 to 1, with small values far apart. */
export const scaleRoot: CheckScale = (at) => keepInside(Math.sqrt(Math.max(0, at)));

export const warnFrom = (from: number, to = 1): CheckZone => ({ outcome: 'warn', from, to });

export const blockFrom = (from: number, to = 1): CheckZone => ({ outcome: 'block', from, to });

/** A share of items as text: `0`, `under 0.1 %`, `4.2 %`. Only for shares that come from inputs alone. */
export function formatShare(share: number): string {
  if (share === 0) return '0 %';
  return share < 0.001 ? 'under 0.1 %' : `${(100 * share).toFixed(1)} %`;
}

/** A share in whole per cent, as everything that comes from labels is told. */
export const toWholePercent = (share: number): number => Math.round(100 * share);

/** Counts read better in groups of three: `100,000`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
