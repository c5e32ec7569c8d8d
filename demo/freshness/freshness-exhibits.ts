import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import type { Cadence } from '@/lib/core/round/schedule/schedule';
import { createRng } from '@/lib/core/statistics/rng';

/** A small demo benchmark whose official ranking ends in a certain state of freshness. */
export type FreshnessExhibit = {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** The rounds in order, each with flights of one month of 2001. */
  readonly rounds: readonly {
    readonly month: number;
    readonly policy: FeedbackPolicyName;
    readonly itemCount: number;
    /**
     * `tuners`: four teams that overfit, by choosing between two models on the basis of exact scores; `honest`: teams that
     * don't.
     */
    readonly entrants: 'tuners' | 'honest';
  }[];
  /** True if a weekly schedule makes the next test set due a few minutes after the demo was played. */
  readonly isSoonDue: boolean;
  /** Event that follows the official ranking: none, a confirmed leak of labels, or the reveal. */
  readonly ending: 'none' | 'leak' | 'reveal';
};

const source = `

The models are made up by the demo’s program: they know the labels and err at random. A row is one US flight of 2001, half of which were more than 15 minutes late.

**Source.** US Department of Transportation, through \`vega-datasets\` (BSD-3). The labels are public.`;

export const freshnessExhibits: readonly FreshnessExhibit[] = [
  {
    slug: 'freshness-exhibit',
    title: 'Freshness exhibit',
    description: `On time: the official ranking of March is *fresh*, and that of February *superseded*. Overfitting to feedback is another statement. In February exact scores let four teams choose, block by block, between two models; the page shows the overfitting with its interval. March answered by the guarded ladder, and none is shown.${source}`,
    rounds: [
      { month: 2, policy: 'exact', itemCount: 2400, entrants: 'tuners' },
      { month: 3, policy: 'guarded-ladder', itemCount: 2400, entrants: 'honest' },
    ],
    isSoonDue: false,
    ending: 'none',
  },
  {
    slug: 'freshness-exhibit-overdue',
    title: 'Freshness exhibit: overdue',
    description: `Its weekly schedule announced another test set, which never came: *aging*, and *stale* a week later. No score has changed.${source}`,
    rounds: [{ month: 4, policy: 'guarded-ladder', itemCount: 400, entrants: 'honest' }],
    isSoonDue: true,
    ending: 'none',
  },
  {
    slug: 'freshness-exhibit-leaked',
    title: 'Freshness exhibit: leaked',
    description: `Two maintainers confirmed that labels had leaked, so its only ranking is *stale* for good.${source}`,
    rounds: [{ month: 4, policy: 'final-only', itemCount: 400, entrants: 'honest' }],
    isSoonDue: false,
    ending: 'leak',
  },
  {
    slug: 'freshness-exhibit-revealed',
    title: 'Freshness exhibit: revealed',
    description: `The labels are public, which harms no ranking by itself. But the next test set is late too, so the ranking is *retired*.${source}`,
    rounds: [{ month: 4, policy: 'final-only', itemCount: 400, entrants: 'honest' }],
    isSoonDue: true,
    ending: 'reveal',
  },
];

/** Number of submissions, and so of exact scores, of each tuning team in the first round. */
export const queriesToTune = 30;

export const benchmarkOf = ({ slug, title, description }: FreshnessExhibit) => ({
  ...{ slug, title, description },
  rules: '- This benchmark is an exhibit. Enter *Late flights 2001* instead.',
  task: 'binary',
  classes: ['on_time', 'late'],
  metric: 'accuracy',
  secondary_metrics: [],
  accepts: ['predictions'],
  inputs: 'public',
  features: ['date', 'hour', 'distance', 'origin', 'destination'],
  quota_per_round: queriesToTune,
  // Doubled, since the demo plays two months within one day.
  quota_per_day: 2 * queriesToTune,
  feedback_policy: 'exact',
  feedback_share: 0.5,
  tags: ['exhibit', 'transport'],
});

/** Minutes until the next test set is due; enough to play such a small round before. */
const minutesToPlay = 3;

/** A weekly schedule whose next date is three to four minutes ahead. */
export function scheduleSoonDue(now: Date): { cadence: Cadence; dueAt: Date } {
  const dueAt = new Date(Math.ceil(now.getTime() / 60_000) * 60_000 + minutesToPlay * 60_000);
  const weekday = ((dueAt.getUTCDay() + 6) % 7) + 1;
  return { cadence: { kind: 'weekly', weekday, time: dueAt.toISOString().slice(11, 16) }, dueAt };
}

/** Predictions of an invented model that is right on each item with this probability. */
export function makePredictions(labels: Uint8Array, accuracy: number, seed: string): Uint8Array {
  const rng = createRng(seed);
  return labels.map((label) => (rng.nextUnit() < accuracy ? label : 1 - label));
}

export const tuners = [
  'Demo team Spring',
  'Demo team Summer',
  'Demo team Autumn',
  'Demo team Winter',
] as const;

/** The two models between which a tuning team chooses. */
export const pairOf = (labels: Uint8Array, team: string): { first: Uint8Array; second: Uint8Array } => ({
  first: makePredictions(labels, 0.7, `${team} first`),
  second: makePredictions(labels, 0.7, `${team} second`),
});

export const honestTeams = [
  { team: 'Demo team Ebb', accuracies: [0.78, 0.72] },
  { team: 'Demo team Flood', accuracies: [0.74, 0.66] },
  { team: 'Demo team Slack', accuracies: [0.69, 0.61] },
] as const;
