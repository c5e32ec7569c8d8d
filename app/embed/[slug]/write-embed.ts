import { describeLead, splitEntries } from '@/app/_ui/ranking/describe-ranking';
import { brandMark } from '@/app/_ui/svg/brand-mark';
import { escapeMarkup } from '@/app/_ui/svg/escape-markup';
import { freshnessMarks } from '@/app/_ui/svg/freshness-mark';
import { freshnessWords } from '@/lib/core/freshness/freshness';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { NewestRanking, RankedRound } from '@/services/publication/find-newest-ranking';
import { embedStyle } from './embed-style';
import { type RowPlot, rowPlotOf } from './row-plot';

/** Few enough for a frame of a page about something else. */
const rowsMax = 6;

/**
 * The first rows of a benchmark's newest official ranking as a page of its own: no script, no font, no cookie, and links that open
 * beside whatever frames it.
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
