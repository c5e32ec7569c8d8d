import { describeComparison, splitEntries } from '@/app/_ui/ranking/describe-ranking';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundFacts } from '@/lib/contracts/round';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';

/** A column of the table with its meaning; `id` is the address that its heading links to. */
export type ExplainedColumn = { readonly id: string; readonly column: string; readonly text: string };

type Round = Pick<RoundFacts, 'title' | 'feedback_count' | 'final_count'>;

/** The official ranking: what it rests on, and how each column was computed. */
export function explainOfficial(board: LeaderboardView, round: Round): ExplainedColumn[] {
  const items = count(board.item_count);
  const hasFeedback = (round.feedback_count ?? 0) > 0;
  return [
    {
      id: 'tested',
      column: 'What was tested',
      text: `${items} items of ${round.title}. No team saw their labels or had feedback on them. A hash of the test set was published before the round opened.`,
    },
    explainScore(board),
    {
      id: 'interval',
      column: 'Interval',
      text: 'In 95 of 100 draws of other items like these, such an interval contains the true score. Two intervals may overlap although one model is significantly better: the models are compared on the same items.',
    },
    { id: 'rank', column: 'Rank', text: explainRank(board) },
    {
      id: 'frozen',
      column: 'Model frozen',
      text: hasFeedback
        ? `“Before the round”: the version was submitted before the test set opened. “During the round”: its team could learn from feedback on ${count(round.feedback_count ?? 0)} other items.`
        : '“Before the round”: the version was submitted before the test set opened. “During the round”: it was submitted later, without any feedback.',
    },
  ];
}

/** The table of an open round, which ranks nobody. */
export function explainProvisional(board: LeaderboardView, round: Round): ExplainedColumn[] {
  return [
    {
      id: 'tested',
      column: 'What was tested',
      text: `${count(board.item_count)} items of ${round.title}, the feedback split. The official score comes from the other ${count(round.final_count ?? 0)} items, once the round has closed.`,
    },
    explainScore(board),
    {
      id: 'interval',
      column: 'Interval',
      text: 'The reported score plus and minus twice its reported standard error. Teams choose by these scores, so they are more likely too high than too low.',
    },
    {
      id: 'rank',
      column: 'No rank',
      text: 'Nobody is ranked before the close. A team appears once a score was reported to it.',
    },
  ];
}

function explainScore({ metric }: LeaderboardView): ExplainedColumn {
  const { direction, meaning } = metricByName[metric];
  return {
    id: 'score',
    column: 'Score',
    text: `${formatMetric(metric)}; ${direction} is better. ${meaning}`,
  };
}

function explainRank({ comparison, entries }: LeaderboardView): string {
  const rankedCount = splitEntries(entries).ranked.length;
  if (comparison === null || rankedCount < 2) return 'Models are ranked by their scores.';
  return `Each pair of models is compared on the same items. A rank range counts the models that are significantly better and worse, by ${describeComparison(comparison)}. Models that aren’t significantly worse than any other tie for first.`;
}

const count = (items: number): string => items.toLocaleString('en');
