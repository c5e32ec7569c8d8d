/** The page's sections in their order: an id is an address that others link to, a summary what stands in it, in plain words. */
export const sections = [
  {
    id: 'parts',
    title: 'Two parts in every round',
    summary:
      'A secret draw splits each test set: one part answers while the round is open, the other ranks once it has closed.',
  },
  {
    id: 'feedback',
    title: 'What a participant is told',
    summary: 'While a round is open, its policy decides what a team is told: every score, some, or none.',
  },
  {
    id: 'guarded-ladder',
    title: 'The guarded ladder',
    summary:
      'You are told a score only if your file is a significant improvement on the file to beat. Else you are told that it isn’t.',
  },
  {
    id: 'power',
    title: 'How often a better model is told',
    summary: 'It depends on the number of feedback items, and on how many of them two files differ.',
  },
  {
    id: 'attacks',
    title: 'Attacks that were tried',
    summary:
      'Programs that know nothing of the task try to climb on the answers alone. This is how far they got.',
  },
  {
    id: 'exposure',
    title: 'Exposure',
    summary: 'How far the answers to one team have used up a round’s feedback part.',
  },
  {
    id: 'metrics',
    title: 'Metrics',
    summary: 'What each score measures, within which bounds, and what it asks of a file.',
  },
  {
    id: 'intervals',
    title: 'Intervals',
    summary:
      'A score is of the items that happened to be drawn. Its limits say how far others like them could move it.',
  },
  {
    id: 'ranks',
    title: 'Ranks and rank intervals',
    summary: 'A rank is an interval: from the best to the worst place that tests of all pairs leave open.',
  },
  {
    id: 'slices',
    title: 'Scores by slice',
    summary:
      'After the close, models are also scored and compared in parts of the test set that the host named.',
  },
  {
    id: 'best-of-k',
    title: 'The best of several',
    summary: 'The best of several reported scores is likely too high, just because it was picked.',
  },
  {
    id: 'freshness',
    title: 'Freshness',
    summary: 'Whether the official ranking is still the newest one on unseen items, by known facts.',
  },
  {
    id: 'overfitting',
    title: 'Overfitting to feedback',
    summary: 'By how much feedback scores exceed final scores, measured with its interval.',
  },
  {
    id: 'marks',
    title: 'Marks and equated scores',
    summary: 'Rounds differ in difficulty. Models that never change tell by how much.',
  },
  {
    id: 'flags',
    title: 'Flags',
    summary: 'What looks odd is shown to a maintainer, with how often such a sign is wrong.',
  },
  {
    id: 'commitment',
    title: 'Commitment and verification',
    summary: 'A hash that was published before the round opened shows later that its test set is the same.',
  },
  {
    id: 'walls',
    title: 'What keeps labels in',
    summary: 'What stands between hidden labels and everybody else, the site’s own web server included.',
  },
  { id: 'terms', title: 'Terms', summary: 'The words of this page.' },
] as const;

export type SectionId = (typeof sections)[number]['id'];
