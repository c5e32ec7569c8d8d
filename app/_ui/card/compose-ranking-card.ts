import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { Picture } from '@/lib/core/picture/picture';
import type { RankedRound } from '@/services/publication/find-newest-ranking';
import { describeLead } from '../ranking/describe-lead';
import { splitEntries } from '../ranking/split-entries';
import { frameCard, ink, lineOf, margin, right } from './card-frame';
import { plotRows } from './plot-rows';

export type RankingCard = {
  readonly benchmark: { readonly slug: string; readonly title: string };
  /** Null where there is no official ranking; then `instead` is said. */
  readonly official: RankedRound | null;
  readonly instead: string;
};

const [rowsMax, rowsTop, rowHeight] = [6, 268, 50];

/** The card of a benchmark or a round: how open first place is, and the first rows with metric, limits and rank interval. */
export function composeRankingCard({ benchmark, official, instead }: RankingCard): Picture {
  const head = lineOf(benchmark.title, [margin, 178], {
    ...{ size: 64, face: 'serif', shrinkMin: 0.6, instead: benchmark.slug },
  });
  if (!official)
    return frameCard(
      [head, lineOf(instead, [margin, 234], { size: 30, face: 'serif', fill: ink.second })],
      null,
    );
  const { round, board, freshness } = official;
  const { ranked } = splitEntries(board.entries);
  const rows = ranked.slice(0, rowsMax);
  const freshnessState = freshness?.state ?? 'unproven';
  return frameCard(
    [
      head,
      ...writeSubtitle(round, describeLead(ranked) ?? 'no model is ranked', formatMetric(board.metric)),
      ...drawRows(board, rows),
    ],
    freshnessState,
  );
}

function writeSubtitle(round: RankedRound['round'], lead: string, metric: string): Picture['parts'] {
  const face = 'serif';
  return [
    {
      ...{ kind: 'line', x: margin, y: 232, widthMax: 720, shrinkMin: 0.7, anchor: 'start' },
      texts: [
        { text: round.title, instead: `round ${round.number}`, face, size: 30, fill: ink.second },
        { text: `: ${lead}`, instead: `: ${leadWithoutName}`, face, size: 30, fill: ink.ink },
      ],
    },
    lineOf(`${metric}, 95 % limits`, [right, 232], {
      ...{ size: 20, fill: ink.third, anchor: 'end', widthMax: 340, shrinkMin: 0.7 },
    }),
  ];
}

/** Of a leader whose name no face can write. */
const leadWithoutName = 'one model leads alone';

function drawRows(board: LeaderboardView, rows: LeaderboardView['entries']): Picture['parts'] {
  if (rows.length === 0) return [];
  const tiedCount = rows.findLastIndex(({ tied_with_leader }) => tied_with_leader) + 1;
  const water = `<path d="M0 ${rowsTop}H1200V${rowsTop + tiedCount * rowHeight}H0z" fill="${ink.shallow}"/>`;
  const place = { left: 812, right, top: rowsTop, rowHeight };
  return [
    { kind: 'shapes', svg: `${water}${plotRows(rows, place)}` },
    ...rows.flatMap((entry, i) => writeRow(board, entry, rowsTop + i * rowHeight + 33)),
  ];
}

function writeRow(
  { metric }: LeaderboardView,
  entry: LeaderboardView['entries'][number],
  y: number,
): Picture['parts'] {
  return [
    lineOf(formatRank(entry), [margin, y], { size: 30, face: 'serif', widthMax: 84, shrinkMin: 0.5 }),
    lineOf(entry.model, [156, y], { size: 22, face: 'bold', widthMax: 380, instead: entry.model_slug }),
    lineOf(formatScore(metric, entry.score), [640, y], {
      ...{ size: 22, face: 'bold', anchor: 'end', widthMax: 96, shrinkMin: 0.6 },
    }),
    lineOf(describeInterval(metric, entry.interval), [652, y], {
      ...{ size: 19, fill: ink.third, widthMax: 148, shrinkMin: 0.6 },
    }),
  ];
}
