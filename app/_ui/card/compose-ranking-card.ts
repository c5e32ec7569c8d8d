import { type CardNode, cardSize } from '@/lib/contracts/card';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { RankedRound } from '@/services/publication/find-leaderboard';
import { describeLead, splitEntries } from '../ranking/describe-ranking';
import { box, frameCard, ink, line, margin, right, shapes } from './card-frame';
import { plotOverhang, plotRows } from './plot-rows';

export type RankingCard = {
  readonly benchmark: { readonly slug: string; readonly title: string };
  /** The ranking; null if there is no official one, in which case the card shows the text `instead`. */
  readonly official: RankedRound | null;
  readonly instead: string;
};

const [rowsMax, rowsTop, rowHeight] = [6, 268, 50];

/** Left edge of the card's plot, in pixels. */
const plotLeft = 812;

/**
 * The preview picture of a benchmark or a round: the models that tie for first, and the first rows with rank range, score and
 * interval.
 */
export function composeRankingCard({ benchmark, official, instead }: RankingCard): CardNode {
  const head = box(
    { height: 80, alignItems: 'center', padding: `0 ${margin}px` },
    line(benchmark.title, {
      ...{ face: 'serif', size: 64, sizeMin: 38, color: ink.ink, widthMax: right - margin },
      instead: benchmark.slug,
    }),
  );
  if (!official)
    return frameCard(
      null,
      head,
      box(
        { padding: `8px ${margin}px` },
        line(instead, { face: 'serif', size: 30, color: ink.second, widthMax: right - margin }),
      ),
    );
  const { round, board, freshness } = official;
  const { ranked } = splitEntries(board.entries);
  const rows = ranked.slice(0, rowsMax);
  return frameCard(
    freshness.state,
    head,
    writeSubtitle(round, describeLead(ranked) ?? 'no model is ranked', formatMetric(board.metric)),
    ...(rows.length === 0 ? [] : [writeRows(board, rows)]),
  );
}

function writeSubtitle(round: RankedRound['round'], lead: string, metric: string): CardNode {
  const half = { face: 'serif', size: 30, sizeMin: 21, widthMax: 400 } as const;
  return box(
    { height: 44, alignItems: 'center', padding: `0 ${margin}px` },
    line(round.title, { ...half, color: ink.second, instead: `round ${round.number}` }),
    line(`: ${lead}`, { ...half, color: ink.ink, instead: `: ${leadWithoutName}` }),
    box(
      { marginLeft: 'auto' },
      line(`${metric}, 95 % interval`, {
        face: 'sans',
        size: 20,
        sizeMin: 14,
        color: ink.third,
        widthMax: 260,
      }),
    ),
  );
}

/** Replaces the sentence about the leading model if the fonts lack characters of the model's name. */
const leadWithoutName = 'one model leads alone';

function writeRows(board: LeaderboardView, rows: LeaderboardView['entries']): CardNode {
  const width = right - plotLeft;
  return box(
    { position: 'absolute', top: rowsTop, left: 0, width: cardSize.width, flexDirection: 'column' },
    ...rows.map((entry) => writeRow(board, entry)),
    shapes(plotRows(rows, { width, rowHeight }), {
      ...{ position: 'absolute', left: plotLeft - plotOverhang, top: 0 },
      ...{ width: width + 2 * plotOverhang, height: rows.length * rowHeight },
    }),
  );
}

function writeRow({ metric }: LeaderboardView, entry: LeaderboardView['entries'][number]): CardNode {
  return box(
    {
      ...{ height: rowHeight, alignItems: 'center', paddingLeft: margin },
      backgroundColor: entry.tied_with_leader ? ink.shallow : ink.paper,
    },
    box(
      { width: 92 },
      line(formatRank(entry), { face: 'serif', size: 30, sizeMin: 15, color: ink.ink, widthMax: 84 }),
    ),
    box(
      { width: 388 },
      line(entry.model, { face: 'bold', size: 22, color: ink.ink, widthMax: 380, instead: entry.model_slug }),
    ),
    box(
      { width: 96, justifyContent: 'flex-end' },
      line(formatScore(metric, entry.score), {
        face: 'bold',
        size: 22,
        sizeMin: 13,
        color: ink.ink,
        widthMax: 96,
      }),
    ),
    box(
      { marginLeft: 12 },
      line(describeInterval(metric, entry.interval), {
        ...{ face: 'sans', size: 19, sizeMin: 11, color: ink.third, widthMax: 148 },
      }),
    ),
  );
}
