import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Evidence } from '@/lib/core/benchmark';
import { middleHalf } from '../plot/middle-half';
import { computePlotScale } from '../ranking/compute-plot-scale';
import { evidenceMarks } from '../svg/evidence-mark';
import { ink } from './card-frame';

export const evidenceInks: Readonly<Record<Evidence, string>> = {
  prospective: '#0c4f70',
  'in-round': '#44631f',
  calibration: '#7a5808',
};

type Place = { left: number; right: number; top: number; rowHeight: number };

/** The evidence's mark at a place. */
export const markAt = (evidence: Evidence, [x, y]: readonly [number, number], scale: number): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})" stroke="${evidenceInks[evidence]}" stroke-width="1.5">${evidenceMarks[
    evidence
  ]
    .replaceAll('class="full"', `fill="${evidenceInks[evidence]}"`)
    .replaceAll('class="paper"', `fill="${ink.paper}"`)}</g>`;

/**
 * Whiskers on the axis that all rows share, and behind the rows that are tied the leader's interval.
 * @param rows in rank order, the leader first; at least one
 */
export function plotRows(rows: LeaderboardView['entries'], { left, right, top, rowHeight }: Place): string {
  const scale = computePlotScale(rows);
  const at = (score: number) =>
    Number((left + ((right - left) * Math.min(100, Math.max(0, scale.at(score)))) / 100).toFixed(1));
  const tiedCount = rows.findLastIndex(({ tied_with_leader }) => tied_with_leader) + 1;
  const band = rows.length > 1 ? rows[0]?.interval : null;
  const whiskers = rows.map(({ score, interval, evidence }, i) => {
    const y = top + (i + 0.5) * rowHeight;
    const [from, to] = interval ? middleHalf(score, interval) : [score, score];
    const lines = interval
      ? `<g stroke="${evidenceInks[evidence]}"><path d="M${at(interval.lower)} ${y}H${at(interval.upper)}" stroke-width="4"${interval.rests_on_few_items ? ' stroke-dasharray="8 6"' : ''}/><path d="M${at(from)} ${y}H${at(to)}" stroke-width="14" opacity=".32"/></g>`
      : '';
    return `${lines}${markAt(evidence, [at(score), y], 2.1)}`;
  });
  const behind = band
    ? `<path d="M${at(band.lower)} ${top}H${at(band.upper)}V${top + tiedCount * rowHeight}H${at(band.lower)}z" fill="${ink.deeper}"/>`
    : '';
  return behind + whiskers.join('');
}
