import { middleHalf } from '@/app/_ui/plot/middle-half';
import { computePlotScale } from '@/app/_ui/ranking/plot-scale';
import { evidenceMarks } from '@/app/_ui/svg/evidence-mark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';

type Entry = LeaderboardView['entries'][number];

/** Draws a row's score on the axis that all rows share. */
export type RowPlot = (entry: Entry) => string;

/**
 * The whiskers of `Whisker` as text: the interval as a line, its middle half as a bar, the score as the evidence's mark, and behind
 * the rows that are tied the leader's interval. A row that is off the scale is drawn at its edge.
 * @param rows in rank order, the leader first; at least one
 */
export function rowPlotOf(rows: readonly Entry[]): RowPlot {
  const scale = computePlotScale(rows);
  const at = (score: number) => `${Math.min(100, Math.max(0, scale.at(score))).toFixed(1)}%`;
  const line = (from: number, to: number, looks: string) =>
    `<line x1="${at(from)}" x2="${at(to)}" y1="50%" y2="50%" stroke="currentColor" ${looks}/>`;
  const band = rows[0]?.interval;
  return ({ score, interval, evidence, tied_with_leader }) =>
    [
      '<svg aria-hidden="true">',
      band && tied_with_leader && rows.length > 1
        ? `<rect class="band" x="${at(band.lower)}" width="${(scale.at(band.upper) - scale.at(band.lower)).toFixed(1)}%" height="100%"/>`
        : '',
      interval ? line(...middleHalf(score, interval), 'stroke-width="7" opacity=".32"') : '',
      interval
        ? line(
            interval.lower,
            interval.upper,
            `stroke-width="2"${interval.unreliable ? ' stroke-dasharray="4 3"' : ''}`,
          )
        : '',
      `<svg x="${at(score)}" y="50%" overflow="visible"><g stroke="currentColor" stroke-width="1.5">${evidenceMarks[evidence]}</g></svg></svg>`,
    ].join('');
}
