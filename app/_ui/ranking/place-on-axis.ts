/** Ends of an axis, in the unit of the scores. */
export type Axis = { readonly low: number; readonly high: number };

/** Where a score stands, in per cent of the axis; outside of 0 to 100 it lies beyond an end. */
export const placeOnAxis = ({ low, high }: Axis, score: number): number =>
  ((score - low) / (high - low)) * 100;

export const isOnAxis = (axis: Axis, score: number): boolean =>
  placeOnAxis(axis, score) >= 0 && placeOnAxis(axis, score) <= 100;

/** As an attribute of a drawing, to a part of a pixel, at the end of the axis for what lies beyond. */
export const percentOnAxis = (axis: Axis, score: number): string =>
  `${Math.min(100, Math.max(0, placeOnAxis(axis, score))).toFixed(1)}%`;
