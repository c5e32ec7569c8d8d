/** A share of items as text: `0`, `under 0.1 %`, `4.2 %`. Only for shares that come from inputs alone. */
export function formatShare(share: number): string {
  if (share === 0) return '0 %';
  return share < 0.001 ? 'under 0.1 %' : `${(100 * share).toFixed(1)} %`;
}

/** A share in whole per cent, as everything that comes from labels is told. */
export const toWholePercent = (share: number): number => Math.round(100 * share);

/** Counts read better in groups of three: `100,000`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
