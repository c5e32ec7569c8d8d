import type { FreshnessState } from '@/lib/core/freshness/freshness';

const stroke = (path: string, width: number, more = ''): string =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="${width}"${more}/>`;

const wave = (y: number): string => `M3 ${y}c2-1.8 4-1.8 6 0s4 1.8 6 0`;
const water = (y: number): string =>
  `<path d="${wave(y)}V22H3z" fill="currentColor" opacity=".24"/>${stroke(wave(y), 2)}`;
const staff = stroke('M3 1v21.3h12.5M3 4.5h3.5M3 8.8h2.2M3 13.2h3.5M3 17.6h2.2', 1.2);

/**
 * Freshness as a tide staff in a box of 16 × 24: the water stands high, half or low; superseded is an old line below a new wave, retired
 * a dry staff, provisional a wave that isn't drawn yet.
 */
export const freshnessMarks: Readonly<Record<FreshnessState, string>> = {
  fresh: `${water(6)}${staff}`,
  aging: `${water(12.5)}${staff}`,
  stale: `${water(18.5)}${staff}`,
  superseded: [
    stroke('M3 17.5h12', 2),
    stroke(wave(8), 1.4),
    stroke('M9 15v-3.8M7.2 12.8 9 11l1.8 1.8', 1.2),
    stroke('M3 1v21.3h12.5', 1.2),
  ].join(''),
  retired: `${staff}${stroke('M8.5 20.5h6.5', 1.2, ' stroke-dasharray="1.5 1.5"')}`,
  provisional: `${stroke(wave(10), 2, ' stroke-dasharray="2.6 1.8"')}${staff}`,
};
