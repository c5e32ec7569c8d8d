import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Evidence } from '@/lib/core/benchmark';
import { computePlotScale, middleHalf } from '../ranking/plot-scale';
import { evidenceMarks } from '../svg/svg-parts';
import { ink } from './card-frame';

export const evidenceInks: Readonly<Record<Evidence, string>> = {
  prospective: '#0c4f70',
  'in-round': '#44631f',
  practice: '#7a5808',
};

/** The SVG symbol for an evidence kind (`prospective`, `in-round` or `practice`) at a point of the plot. */
const markAt = (evidence: Evidence, [x, y]: readonly [number, number], scale: number): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})" stroke="${evidenceInks[evidence]}" stroke-width="1.5">${evidenceMarks[
    evidence
  ]
    .replaceAll('class="full"', `fill="${evidenceInks[evidence]}"`)
    .replaceAll('class="paper"', `fill="${ink.paper}"`)}</g>`;

/** The symbol for an evidence kind as an SVG image of 28 × 28 pixels. */
export const evidenceShape = (evidence: Evidence): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">${markAt(evidence, [14, 14], 2)}</svg>`;

type Size = { readonly width: number; readonly rowHeight: number };

/** Space at the left and right of the axis for symbols at its ends, in pixels. */
export const plotOverhang = 12;

/**
 * Plots the rows' intervals on one axis. The leader's interval is a band behind the rows that tie for first.
 * @param rows in rank order, the leader first; at least one
 */
export function plotRows(rows: LeaderboardView['entries'], { width, rowHeight }: Size): string {
  const scale = computePlotScale(rows);
  const at = (score: number) =>
    Number(((width * Math.min(100, Math.max(0, scale.at(score)))) / 100).toFixed(1));
  const tiedCount = rows.findLastIndex(({ tied_with_leader }) => tied_with_leader) + 1;
  const band = rows.length > 1 ? rows[0]?.interval : null;
  const whiskers = rows.map(({ score, interval, evidence }, i) => {
    const y = (i + 0.5) * rowHeight;
    const [from, to] = interval ? middleHalf(score, interval) : [score, score];
    const lines = interval
      ? `<g stroke="${evidenceInks[evidence]}"><path d="M${at(interval.lower)} ${y}H${at(interval.upper)}" stroke-width="4"${interval.unreliable ? ' stroke-dasharray="8 6"' : ''}/><path d="M${at(from)} ${y}H${at(to)}" stroke-width="14" opacity=".32"/></g>`
      : '';
    return `${lines}${markAt(evidence, [at(score), y], 2.1)}`;
  });
  const behind = band
    ? `<path d="M${at(band.lower)} 0H${at(band.upper)}V${tiedCount * rowHeight}H${at(band.lower)}z" fill="${ink.deeper}"/>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-plotOverhang} 0 ${width + 2 * plotOverhang} ${rows.length * rowHeight}">${behind}${whiskers.join('')}</svg>`;
}
