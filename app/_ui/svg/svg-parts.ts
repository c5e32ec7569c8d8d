import type { Evidence } from '@/lib/core/benchmark';
import type { FreshnessState } from '@/lib/core/freshness/freshness';

/** Escapes a text for use in HTML and XML, including attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The same SVG markup as `BrandMark` in app/_chrome, for pictures and embedded pages. */
export const brandMark =
  '<svg viewBox="0 0 30 22" fill="none" stroke="currentColor" aria-hidden="true"><path d="M1 4.6c3-2 5.2-2.2 8-.6s4.6 1.2 7-.6 6.5-2 13 .4" stroke-width="1.3" opacity=".38"/><path d="M1 10.4c4.5-2.4 7-1.4 10 .1s5.5.9 8-.7 5.6-1.3 10 .5" stroke-width="1.7" opacity=".66"/><path d="M1 17c3.2-2.8 6.3-2.4 9.2-.5s6.3 1.6 9.1-.4 6-1.5 9.7.7" stroke-width="2.6"/></svg>';

/**
 * The same SVG markup as `EvidenceMark`, for pictures and embedded pages. `full` is the colour of the evidence kind, `paper`
 * that of the background.
 */
export const evidenceMarks: Readonly<Record<Evidence, string>> = {
  prospective: '<circle class="full" r="4.1"/>',
  'in-round':
    '<circle class="paper" r="4.3"/><path class="full" stroke="none" d="M0-4.3a4.3 4.3 0 0 0 0 8.6z"/>',
  practice: '<path class="paper" d="M0-5.5 5.5 0 0 5.5-5.5 0z"/>',
};

const stroke = (path: string, width: number, more = ''): string =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="${width}"${more}/>`;

const wave = (y: number): string => `M3 ${y}c2-1.8 4-1.8 6 0s4 1.8 6 0`;

const water = (y: number): string =>
  `<path d="${wave(y)}V22H3z" fill="currentColor" opacity=".24"/>${stroke(wave(y), 2)}`;

const staff = stroke('M3 1v21.3h12.5M3 4.5h3.5M3 8.8h2.2M3 13.2h3.5M3 17.6h2.2', 1.2);

/**
 * Symbols of freshness states as a tide gauge of 16 × 24. Fresh, aging and stale: high, middle and low water. Superseded: an
 * old line below a new wave. Retired: no water. Provisional: a dashed wave.
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
