import { describeLead, splitEntries } from '@/app/_ui/ranking/describe-ranking';
import { computePlotScale, middleHalf } from '@/app/_ui/ranking/plot-scale';
import { brandMark, escapeMarkup, evidenceMarks, freshnessMarks } from '@/app/_ui/svg/svg-parts';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { freshnessWords } from '@/lib/core/freshness/freshness';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { NewestRanking, RankedRound } from '@/services/publication/find-leaderboard';

const rowsMax = 6;

/**
 * The first rows of a benchmark's newest official ranking as a standalone page without scripts, fonts or cookies, for frames on
 * other sites. Links open in a new tab.
 */
export function writeEmbed(newest: NewestRanking, publicUrl: string): string {
  const { benchmark, official, frozen } = newest;
  const link = (path: string, inside: string, attributes = '') =>
    `<a${attributes} href="${escapeMarkup(new URL(path, publicUrl).href)}" target="_blank" rel="noopener">${inside}</a>`;
  const page = `/benchmarks/${benchmark.slug}`;
  const title = `<bdi>${escapeMarkup(benchmark.title)}</bdi>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta name="robots" content="noindex"><title>${escapeMarkup(benchmark.title)} · Tidemark</title><style>${embedStyle}</style></head><body>`,
    `<header>${link('/', `${brandMark}Tidemark`, ' class="brand"')}${writeState(newest)}</header>`,
    `<h1>${link(page, title)}</h1>`,
    frozen === null
      ? ''
      : `<p class="frozen"><bdi>${escapeMarkup(frozen)}</bdi> is frozen: it is under suspicion, and doesn’t count for now.</p>`,
    official
      ? writeRanking(official, (inside) => link(`${page}/rounds/${official.round.number}`, inside))
      : '<p>No round of this benchmark has an official ranking yet.</p>',
    '</body></html>',
  ].join('');
}

function writeState({ official }: NewestRanking): string {
  if (!official) return '';
  const { state } = official.freshness;
  return `<span class="state ${state}"><svg viewBox="0 0 16 24" aria-hidden="true">${freshnessMarks[state]}</svg>${freshnessWords[state]}</span>`;
}

function writeRanking({ round, board }: RankedRound, link: (inside: string) => string): string {
  const { ranked } = splitEntries(board.entries);
  const rows = ranked.slice(0, rowsMax);
  const lead = describeLead(ranked);
  const more = ranked.length > rows.length ? `The first ${rows.length} of ${ranked.length} models. ` : '';
  return [
    `<p>${link(`<bdi>${escapeMarkup(round.title)}</bdi>`)}${lead === null ? '' : `: <b>${escapeMarkup(lead)}</b>`}</p>`,
    rows.length === 0 ? '<p>No model is ranked.</p>' : writeTable(board, rows),
    `<footer>${more}Scores are ${escapeMarkup(formatMetric(board.metric))}. Rank ranges and intervals at 95 %, ${board.direction} is better, ${board.item_count} items of the final split, published ${board.published_at.slice(0, 10)}. ${link('The whole ranking')}</footer>`,
  ].join('');
}

type Board = RankedRound['board'];

type Entry = Board['entries'][number];

function writeTable(board: Board, rows: readonly Entry[]): string {
  const plot = rowPlotOf(rows);
  return `<table><thead><tr><th class="rank">Rank</th><th>Model</th><th class="score">Score</th><th class="limits">Interval</th><th class="plot"></th></tr></thead><tbody>${rows.map((entry) => writeRow(board, entry, plot)).join('')}</tbody></table>`;
}

function writeRow({ metric }: Board, entry: Entry, plot: RowPlot): string {
  const name = escapeMarkup(entry.model);
  return [
    `<tr${entry.tied_with_leader ? ' class="tied"' : ''}><td class="rank">${formatRank(entry)}</td>`,
    `<td title="${name}"><bdi class="name">${name}</bdi></td><td class="score">${formatScore(metric, entry.score)}</td>`,
    `<td class="limits">${escapeMarkup(describeInterval(metric, entry.interval))}</td>`,
    `<td class="plot ${entry.evidence}">${plot(entry)}</td></tr>`,
  ].join('');
}

/**
 * Styles of the page. Its theme follows the reader's system, since the theme of the embedding site is unknown. Names may have
 * two lines, or three on a phone: system fonts may be a fifth wider than the first choice, and truncated names could look
 * alike.
 */
const embedStyle = `:root{color-scheme:light dark;--paper:#fafbf9;--ink:#13212b;--ink-2:#42515b;--rule:#d9dfe0;--shallow-1:#eaf3f6;--shallow-2:#cfe4ec;--sea:#13678a;--land:#7a5808;--over:#a8195f;--prospective:#0c4f70;--in-round:#44631f;--practice:#7a5808}
@media (prefers-color-scheme:dark){:root{--paper:#0e171c;--ink:#e6edef;--ink-2:#b2c0c7;--rule:#26353d;--shallow-1:#11242d;--shallow-2:#1a3c4b;--sea:#5db4d6;--land:#e0bb66;--over:#f391c0;--prospective:#86c9e8;--in-round:#a9cc7c;--practice:#e0bb66}}
*{box-sizing:border-box}body{margin:0;padding:12px 14px;background:var(--paper);color:var(--ink);font:14px/1.4 "Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:inherit;text-decoration-color:var(--ink-2);text-underline-offset:3px}a:focus-visible{outline:2px solid var(--over);outline-offset:2px}
header{display:flex;gap:8px 16px;align-items:center;justify-content:space-between}
.brand{display:flex;gap:7px;align-items:center;font:600 15px/1 Georgia,"Times New Roman",serif;text-decoration:none}.brand svg{width:24px;height:18px;color:var(--sea)}
.state{display:flex;gap:6px;align-items:center;font-weight:600}.state svg{width:12px;height:18px;flex:none}
.fresh{color:var(--sea)}.aging{color:var(--land)}.stale,.frozen{color:var(--over)}.superseded,.retired{color:var(--ink-2)}
h1{margin:10px 0 2px;font:500 22px/1.2 Georgia,"Times New Roman",serif;overflow-wrap:anywhere}h1 a{text-decoration:none}
p{margin:0;color:var(--ink-2);overflow-wrap:anywhere}b{color:var(--ink)}
table{width:100%;margin:10px 0;border-collapse:collapse}
th,td{padding:0 6px;height:32px;text-align:left;white-space:nowrap}
th{height:24px;font-weight:400;font-size:12px;color:var(--ink-2);border-bottom:1px solid var(--rule)}
tbody td{border-bottom:1px solid var(--rule)}.tied{background:var(--shallow-1)}
.name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;white-space:normal;overflow-wrap:anywhere;line-height:1.15}
.rank,.score,.limits{width:1px}.rank{padding-right:14px;font:500 16px/1 Georgia,"Times New Roman",serif}th.rank{font:400 12px/1 "Helvetica Neue",Arial,sans-serif}
.score{font-weight:600;text-align:right}th.score{font-weight:400}.limits{color:var(--ink-2)}.plot{width:30%;padding:0 0 0 10px;position:relative}
td.plot svg{display:block;width:100%;height:31px;overflow:visible}svg .full{fill:currentColor}svg .paper{fill:var(--paper)}.band{fill:var(--shallow-2)}
${(['prospective', 'in-round', 'practice'] as const).map((evidence) => `.${evidence}{color:var(--${evidence})}`).join('')}
footer{font-size:12px;color:var(--ink-2)}
@media (max-width:560px){.plot{display:none}}
@media (max-width:400px){th,td{padding:0 3px}td{font-size:13px}.rank{padding-right:8px}td.rank{font-size:15px}.name{-webkit-line-clamp:3}}`;

type PlottedEntry = LeaderboardView['entries'][number];

/** Draws the score of a row on the common axis of all rows. */
type RowPlot = (entry: PlottedEntry) => string;

/**
 * Makes the function that plots a row: the interval as a line, its middle half as a bar, the score as the symbol of its
 * evidence, and the leader's interval behind rows that tie for first. A score outside the axis is drawn at the axis's end.
 * @param rows in rank order, the leader first; at least one
 */
function rowPlotOf(rows: readonly PlottedEntry[]): RowPlot {
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
