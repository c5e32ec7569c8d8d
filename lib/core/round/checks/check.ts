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

/** Outcomes of a check: `block` prevents the sealing of the round, `warn` leaves the decision to the maintainer. */
export const checkOutcomes = ['pass', 'warn', 'block'] as const;

export type CheckOutcome = (typeof checkOutcomes)[number];

/**
 * Result of one check before sealing. The web process, which must not know labels, can read the result. So a result reveals
 * no single label: numbers from labels are in whole per cent, an AUC or an effect size has two decimals, and no id is ever
 * quoted. Numbers from inputs alone are exact.
 */
export type Check = {
  readonly name: CheckName;
  readonly outcome: CheckOutcome;
  /** Sentences for the maintainer with the result's numbers. */
  readonly detail: string;
  readonly numbers: Readonly<Record<string, number>>;
};

/** Lists the checks that block the sealing of a test set. The id check doesn't block if the items get pseudonymous ids. */
export const listBlocking = (
  checks: readonly Pick<Check, 'name' | 'outcome'>[],
  { drawsIds }: { drawsIds: boolean },
): CheckName[] =>
  checks
    .filter(({ name, outcome }) => outcome === 'block' && !(drawsIds && name === 'ids'))
    .map(({ name }) => name);

/** The worst of several outcomes; `pass` for an empty list. */
export function worstOutcome(outcomes: readonly CheckOutcome[]): CheckOutcome {
  if (outcomes.includes('block')) return 'block';
  return outcomes.includes('warn') ? 'warn' : 'pass';
}

/** A part of a check's scale (0 to 1) in which figures have the same outcome. */
export type CheckZone = {
  readonly outcome: Exclude<CheckOutcome, 'pass'>;
  readonly from: number;
  readonly to: number;
};

/** A check's main figure with its position on the check's scale, and the scale's bounds. */
export type PlacedCheck = {
  /** The figure as text with its unit: `2,800`, `0.6 %`. */
  readonly figure: string;
  /** Position of the figure and zones of the scale; null where there is nothing to compare the figure with. */
  readonly axis: { readonly at: number; readonly zones: readonly CheckZone[] } | null;
  /** The bounds from which the check warns or blocks, one line of text each. */
  readonly bounds: readonly string[];
};

/** Converts a value to its position on a scale, 0 to 1. */
export type CheckScale = (value: number) => number;

const clamp = (position: number): number => Math.min(1, Math.max(0, position));

/** Makes a linear scale from `low` to `high`; it ends a little beyond the value if the value is outside. */
export function scaleTo(value: number, high: number, low = 0): CheckScale {
  const end = Math.max(high, value > high ? value * 1.15 : high);
  return (at) => clamp((at - low) / (end - low));
}

/** Makes a linear scale that is symmetric around 0. */
export function scaleAround(value: number, reach: number): CheckScale {
  const end = Math.max(reach, Math.abs(value) * 1.15);
  return (at) => clamp(0.5 + at / (2 * end));
}

/** Makes a logarithmic scale for counts from 1 on. */
export function scaleCounts(value: number, high: number): CheckScale {
  const end = Math.log10(Math.max(high, value * 2));
  return (at) => clamp(Math.log10(Math.max(1, at)) / end);
}

/** A scale from 0 to 1 on which small values are farther apart, by the square root. */
export const scaleRoot: CheckScale = (at) => clamp(Math.sqrt(Math.max(0, at)));

export const warnFrom = (from: number, to = 1): CheckZone => ({ outcome: 'warn', from, to });

export const blockFrom = (from: number, to = 1): CheckZone => ({ outcome: 'block', from, to });

/** Formats a share of items: `0`, `under 0.1 %`, `4.2 %`. Only for shares that are computed from inputs alone. */
export function formatShare(share: number): string {
  if (share === 0) return '0 %';
  return share < 0.001 ? 'under 0.1 %' : `${(100 * share).toFixed(1)} %`;
}

/** Rounds a share to whole per cent, the precision of all shares in results that depend on labels. */
export const toWholePercent = (share: number): number => Math.round(100 * share);

/** Formats a count in groups of three digits: `100,000`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** Maximum number of names that a sentence lists; further names are only counted. */
export const namedMax = 10;

/** Lists the first ten names in quotes, and the number of the others: `"a", "b" and 3 more`. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, namedMax).map((name) => JSON.stringify(name));
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `${shown.join(', ')}${rest}`;
}
