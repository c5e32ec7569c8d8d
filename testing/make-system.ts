import type { RoundMeanView, SystemView } from '@/lib/contracts/system';

/** Fake statistics: a mean over three rounds. */
export const makeRoundMean = (
  difference: number,
  half: number | null,
  facts: Partial<RoundMeanView> = {},
): RoundMeanView => ({
  difference,
  interval: half === null ? null : { lower: difference - half, upper: difference + half },
  ...{ rounds: 3, unit: 'items' },
  ...facts,
});

/**
 * A model that is renewed from round to round, with these gains in ROC AUC by round; each gain is ± .03, and significant if
 * larger.
 */
export const makeSystem = (gains: readonly number[], facts: Partial<SystemView> = {}): SystemView => ({
  ...{ benchmark: 'made', model: 'Monthly', model_slug: 'monthly', team: 'Team', team_slug: 'team' },
  ...{ metric: 'roc_auc', direction: 'higher', first: 'v0', verdict: null, rounds_needed: 5 },
  gains: gains.map((difference, i) => ({
    ...{ round: i + 2, title: `Round of month ${i + 2}`, version: `v${i + 1}`, difference },
    interval: { lower: difference - 0.03, upper: difference + 0.03 },
    is_significant: difference > 0.03,
  })),
  mean_gain: null,
  ages: [],
  ...{ versions: [], trainings: [] },
  ...facts,
});
