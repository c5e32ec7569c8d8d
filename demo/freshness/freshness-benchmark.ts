import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import { drawBalancedRound } from '../flights/draw-balanced-round';
import type { DrawnItem } from '../flights/draw-round';
import type { FlightTable } from '../flights/flight-table';

export type FreshnessMonth = 2 | 3 | 4 | 5 | 6;

/** A round of the exhibit. `month` is the month of 2001 that its flights are of. */
export type FreshnessRoundPlan = {
  readonly month: FreshnessMonth;
  readonly itemCount: number;
  readonly policy: FeedbackPolicyName;
};

/**
 * February has as many flights as twelve exact answers to one team don't use up: k* is 12.06 for 4,800 feedback items.
 *
 * The parts are drawn anew on each site. Of 500 draws (`npm run bench:demo-states`) February was aging in 500, March stale in 500,
 * April fresh in 477 and aging in 23, by chance as one round in twenty is, and May fresh in 500.
 */
export const freshnessRounds: readonly FreshnessRoundPlan[] = [
  { month: 2, itemCount: 16_000, policy: 'exact' },
  { month: 3, itemCount: 8_000, policy: 'exact-with-budget' },
  { month: 4, itemCount: 12_000, policy: 'guarded-ladder' },
  { month: 5, itemCount: 8_000, policy: 'final-only' },
  { month: 6, itemCount: 8_000, policy: 'guarded-ladder' },
];

/**
 * Numbers of flights that the reference models learnt from, a logistic regression and naive Bayes of each. The largest come first:
 * under a ladder a team's later files are then no improvement, and use up nothing.
 */
export const referenceSizes = [40_000, 10_000, 4_000, 1_000] as const;

export const feedbackShare = 0.3;

/** How many exact answers each of February's four teams uses. */
export const answersToTune = 12;

/** How many each of March's two teams uses: k* is 6.28 for 2,400 feedback items, so four are below it and eight above. */
export const answersOfLinkedTeam = 4;

/** The demo's third benchmark: what is said of how fresh a round is, and why. */
export const freshnessBenchmark = {
  slug: 'freshness-exhibit',
  title: 'Freshness exhibit',
  description: `Each round here shows another answer.

A row is one US flight of 2001, as in *Late flights 2001*. Say whether it was more than 15 minutes late. Half of the flights of each round were, so a coin is right on half of them.

- **February** told exact scores. Four teams let the answers choose, block by block, between two models. Their scores on the feedback part got better, and on the final part they didn’t: *aging*.
- **March** told scores within a budget. Two teams turned out to be one, and two maintainers linked them. Together they had more answers than the round can give: *stale*.
- **April** answered by the guarded ladder, to honest models: *fresh*. In one play of twenty chance alone makes a gap, and then it is *aging*.
- **May** told nothing before its close, to honest models: *fresh*.
- **June** was left open: *unproven* until it closes.

Each round’s page gives the reasons and the numbers. The site computed them from files that were really submitted, when it first started. The teams are made up; each model says what it is.

**Source.** US Department of Transportation, through \`vega-datasets\` (BSD-3). The labels are public.`,
  rules: '- This benchmark is an exhibit. Enter *Late flights 2001* instead.',
  task: 'binary',
  classes: ['on_time', 'late'],
  metric: 'accuracy',
  secondary_metrics: [],
  accepts: ['predictions'],
  inputs: 'public',
  features: ['date', 'hour', 'distance', 'origin', 'destination'],
  quota_per_round: answersToTune,
  // The demo lives through five months within one day.
  quota_per_day: 40,
  feedback_policy: 'exact',
  feedback_share: feedbackShare,
  tags: ['exhibit', 'transport'],
};

export const drawFreshnessRound = (
  table: FlightTable,
  { month, itemCount }: Pick<FreshnessRoundPlan, 'month' | 'itemCount'>,
): DrawnItem[] => drawBalancedRound(table, month, itemCount, freshnessBenchmark.slug);

/** The month whose round stays open: those before it have closed. No schedule reveals them, so that their states stay. */
export const openMonth: FreshnessMonth = 6;

export const secondMaintainer = { name: 'Second demo maintainer', email: 'second-maintainer@demo.invalid' };

export const linkReason =
  'Each of the two teams’ files carries on where the other’s answer left off: one search, under two names.';
