import { describeOverfitting } from '@/app/_ui/freshness/ranking-facts';
import { describeComparison, splitEntries } from '@/app/_ui/ranking/describe-ranking';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundFacts } from '@/lib/contracts/round';
import { formatMetric, scoreScale } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { UnreliableReason } from '@/lib/core/statistics/interval';

/** A column of a ranking with its meaning. The column's heading in the ranking links to `id`. */
type ExplainedColumn = { readonly id: string; readonly column: string; readonly text: string };

type Round = Pick<RoundFacts, 'title' | 'feedback_count' | 'final_count'>;

/** Explains the columns of an official ranking: which items were tested, and how each column was computed. */
export const explainOfficial = (board: LeaderboardView, round: Round): ExplainedColumn[] => [
  {
    id: 'tested',
    column: 'What was tested',
    text: `${formatCount(board.item_count)} items of ${round.title}. No team saw their labels or had feedback on them. A hash of the test set was published before the round opened. ${describeEntered(board)}`,
  },
  explainScore(board),
  { id: 'interval', column: 'Interval', text: explainInterval(board) },
  { id: 'rank', column: 'Rank', text: explainRank(board) },
  { id: 'evidence', column: 'Model frozen', text: explainEvidence(round) },
  ...explainOverfitting(board, round),
  ...explainAdjusted(board),
  ...explainRuns(board),
];

/** Explains the columns of an open round's provisional table, which has no ranks. */
export const explainProvisional = (board: LeaderboardView, round: Round): ExplainedColumn[] => [
  {
    id: 'tested',
    column: 'What was tested',
    text: `${formatCount(board.item_count)} items of ${round.title}, the feedback split. The official score comes from the other ${formatCount(round.final_count ?? 0)} items, once the round has closed.`,
  },
  explainScore(board),
  {
    id: 'interval',
    column: 'Interval',
    text: 'The reported score plus and minus 1.96 of its reported standard errors. “Best of 3 reported” means that the best of three reported scores is shown, and luck helps to be best: it may be too good by the number beside it.',
  },
  {
    id: 'rank',
    column: 'No rank',
    text: 'Models aren’t ranked before the close. A model appears once a score was reported to its team.',
  },
];

function describeEntered({ entered, entries }: LeaderboardView): string {
  const ranked = splitEntries(entries).ranked.length;
  return `${ranked} of ${entered} entered ${entered === 1 ? 'model is' : 'models are'} ranked, each by the version that counts for it.`;
}

function explainScore({ metric }: LeaderboardView): ExplainedColumn {
  const { direction, meaning } = metricByName[metric];
  return {
    id: 'score',
    column: 'Score',
    text: `${formatMetric(metric)}; ${direction} is better. ${meaning.replace(/{([\d.]+)}/g, (_, score) => String(Number(score) * scoreScale(metric)))}`,
  };
}

const reasonWords: Readonly<Record<UnreliableReason, string>> = {
  few_groups: 'fewer than 20 groups of items',
  few_positives: 'fewer than 10 items of the rarest class',
  few_confident_errors: 'fewer than 5 confident errors',
};

function explainInterval({ entries }: LeaderboardView): string {
  const reasons = new Set(entries.flatMap(({ interval }) => interval?.unreliable ?? []));
  const hasTails = entries.some(({ interval }) => interval?.tail_share !== undefined);
  return [
    'Such intervals aim to contain the true score in 95 of 100 draws of other items like these. Two of them may overlap although one model is significantly better.',
    ...(reasons.size > 0
      ? [
          `“Unreliable” is shown if there are ${[...reasons].map((reason) => reasonWords[reason]).join(' or ')}: such intervals contain the true score less often.`,
        ]
      : []),
    ...(hasTails
      ? ['If errors have heavy tails, all of them contain it less often than 95 of 100 times.']
      : []),
  ].join(' ');
}

function explainRank({ comparison, entries }: LeaderboardView): string {
  if (comparison === null || splitEntries(entries).ranked.length < 2)
    return 'Models are ranked by their scores.';
  return `Each pair of models is compared on the same items. A rank range counts the models that are significantly better and worse, by ${describeComparison(comparison)}. Models without a significantly better one tie for first.`;
}

function explainEvidence({ feedback_count: feedback }: Round): string {
  const during = feedback
    ? `its team could learn from feedback on ${formatCount(feedback)} other items`
    : 'it was submitted while the round was open, without any feedback';
  return `“Before the round”: the version was frozen before the test set opened. “During the round”: ${during}.`;
}

function explainOverfitting({ overfitting }: LeaderboardView, { title }: Round): ExplainedColumn[] {
  if (!overfitting) return [];
  const { finding, ofMargin } = describeOverfitting(overfitting, title);
  return [
    {
      id: 'gap',
      column: 'Overfitting',
      text: `Feedback score minus final score. Overfitting to feedback: ${finding}${ofMargin}`,
    },
  ];
}

function explainAdjusted({ equating, entries }: LeaderboardView): ExplainedColumn[] {
  if (!equating) return [];
  const has = entries.some(({ equated }) => equated !== null);
  return [
    {
      id: 'equated',
      column: 'Adjusted score',
      text: has
        ? `${equating.text} Scores of different rounds are compared by adjusted scores only.`
        : equating.text,
    },
  ];
}

function explainRuns({ ran_on, reference_entries }: LeaderboardView): ExplainedColumn[] {
  if (ran_on.length === 0) return [];
  const nouns = { onnx: ['model', 'models'], container: ['container', 'containers'] } as const;
  const places = ran_on.map(({ count, kind, runner, ...engine }) => {
    const noun = nouns[kind][count === 1 ? 0 : 1];
    return `${formatCount(count)} ${noun} on ${runner ?? 'the site’s scorer'} (${engine.engine} ${engine.engine_version}, ${engine.architecture})`;
  });
  return [
    {
      id: 'runs',
      column: 'Runs',
      text: `The site ran ${places.join('; ')}.${reference_entries.length > 0 ? ' Versions beside the counting one are included.' : ''}`,
    },
  ];
}

const formatCount = (items: number): string => items.toLocaleString('en');
