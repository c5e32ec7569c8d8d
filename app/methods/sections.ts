/** The sections of the page Methods in order, each with a summary in plain words. Other pages link to their ids. */
export const sections = [
  {
    id: 'splits',
    title: 'Feedback split and final split',
    summary: 'A secret random draw divides each test set: one split gives feedback, the other ranks.',
  },
  {
    id: 'feedback',
    title: 'Feedback',
    summary: 'The benchmark’s policy says what a team learns while a round is open.',
  },
  {
    id: 'guarded-ladder',
    title: 'The guarded ladder',
    summary:
      'Your score is reported only if your file is significantly better than your current best. “No improvement” comes without a number.',
  },
  {
    id: 'power',
    title: 'How often a better model is reported',
    summary: 'It depends on the number of feedback items, and on how many of them two files differ.',
  },
  {
    id: 'attacks',
    title: 'Attacks that were tried',
    summary: 'Programs that know nothing of the task try to climb by feedback alone.',
  },
  {
    id: 'exposure',
    title: 'Exposure',
    summary: 'How much of the feedback split a team has used up by its feedback.',
  },
  {
    id: 'metrics',
    title: 'Metrics',
    summary: 'What each score measures, and which method gives its interval.',
  },
  {
    id: 'intervals',
    title: 'Intervals',
    summary:
      'A score depends on the items that happened to be drawn. Its interval says how far others like them could move it.',
  },
  {
    id: 'ranks',
    title: 'Ranks and rank ranges',
    summary: 'A rank range reaches from the best to the worst rank that tests of all pairs leave open.',
  },
  {
    id: 'slices',
    title: 'Scores by slice',
    summary: 'At the close, models are also compared in parts of the test set that the host named.',
  },
  {
    id: 'freshness',
    title: 'Freshness',
    summary: 'Whether an official ranking is the newest one on unseen items, by known facts with a date.',
  },
  {
    id: 'overfitting',
    title: 'Overfitting to feedback',
    summary: 'By how much feedback scores exceed final scores, measured with its interval.',
  },
  {
    id: 'adjusted-scores',
    title: 'Adjusted scores',
    summary: 'Rounds differ in difficulty. Models that never change show by how much.',
  },
  {
    id: 'renewal',
    title: 'What renewing is worth',
    summary:
      'A model’s newest version against its first one, round by round, and how versions change with age.',
  },
  {
    id: 'flags',
    title: 'Flags',
    summary: 'A flag is a suspicion for a maintainer to judge. It bans no team and changes no score.',
  },
  {
    id: 'commitment',
    title: 'Commitment and verification',
    summary: 'A hash published before the round opens proves later that its test set is the same.',
  },
  {
    id: 'trust-boundaries',
    title: 'Trust boundaries',
    summary: 'Only the scorer’s process can open hidden labels, not even the site’s own web server.',
  },
  { id: 'terms', title: 'Terms', summary: 'Words of our own. All others are the field’s.' },
] as const;

export type SectionId = (typeof sections)[number]['id'];
