/** The attacker's submissions in each round, equal to the quota. */
export const attackSubmissionCount = 100;

/** The demo's second benchmark: the gain of an attack under each feedback policy. */
export const attackBenchmark = {
  slug: 'attack-exhibit',
  title: 'Attack exhibit',
  description: `${attackSubmissionCount} blind submissions against two feedback policies.

Half of the flights of each round were late, so a coin is right on half of them. The model *Hill climber* knows nothing of flights: it flips a block of 100 predictions at random, submits, and keeps the flips when the site says that it got better. ${attackSubmissionCount} submissions a round, made by the program that also makes the tables of [the methods page](/methods#attacks).

- **Round 1** answered every submission with its exact score on the feedback split. The feedback score climbed; the final score, which no answer is about, stayed at that of a coin. The gap between the two is what the attack got out of the answers.
- **Round 2** answered by the guarded ladder. The same attack, the same number of submissions, and nothing to hold on to.

Both rounds are revealed: every file and score can be checked, and [the home page](/) draws them.

**Source.** US Department of Transportation, through \`vega-datasets\` (BSD-3), as for *Late flights 2001*.`,
  rules:
    '- This benchmark is an exhibit: its only entrant is an attack, labelled as one. Enter *Late flights 2001* instead.',
  task: 'binary',
  classes: ['on_time', 'late'],
  metric: 'accuracy',
  secondary_metrics: [],
  accepts: ['predictions'],
  inputs: 'public',
  features: ['date', 'hour', 'distance', 'origin', 'destination'],
  quota_per_round: attackSubmissionCount,
  quota_per_day: 2 * attackSubmissionCount,
  feedback_policy: 'exact',
  feedback_share: 0.3,
  tags: ['exhibit', 'attack'],
};

/** The rounds, each a month of flights with its policy; both are revealed, so that every reader can check the exhibit. */
export const attackRounds = [
  { month: 2, policy: 'exact' },
  { month: 3, policy: 'guarded-ladder' },
] as const;
