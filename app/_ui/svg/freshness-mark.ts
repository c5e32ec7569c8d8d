import type { FreshnessState } from '@/lib/core/freshness/freshness-state';

const staff =
  '<path d="M3 1v21.3h12.5M3 4.5h3.5M3 8.8h2.2M3 13.2h3.5M3 17.6h2.2" fill="none" stroke="currentColor" stroke-width="1.2"/>';
const water = (y: number) =>
  `<path d="M3 ${y}c2-1.8 4-1.8 6 0s4 1.8 6 0V22H3z" fill="currentColor" opacity=".24"/><path d="M3 ${y}c2-1.8 4-1.8 6 0s4 1.8 6 0" fill="none" stroke="currentColor" stroke-width="2"/>`;

/** The tide staff of `FreshnessGlyph` once more, as text, in a box of 16 × 24. */
export const freshnessMarks: Readonly<Record<FreshnessState, string>> = {
  fresh: `${water(6)}${staff}`,
  aging: `${water(12.5)}${staff}`,
  stale: `${water(18.5)}${staff}`,
  retired: staff,
  unproven: `<path d="M6 12.5c1.5-1.4 3-1.4 4.5 0s3 1.4 4.5 0" fill="none" stroke="currentColor" stroke-width="1.2" stroke-dasharray="2 1.8"/>${staff}`,
};
