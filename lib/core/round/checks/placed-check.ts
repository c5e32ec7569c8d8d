import type { CheckOutcome } from './check';

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
