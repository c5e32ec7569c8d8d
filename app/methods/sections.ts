/** The page's sections in their order; an id is an address that others link to. */
export const sections = [
  { id: 'parts', title: 'Two parts in every round' },
  { id: 'feedback', title: 'What a participant is told' },
  { id: 'guarded-ladder', title: 'The guarded ladder' },
  { id: 'power', title: 'How often a better model is told' },
  { id: 'attacks', title: 'Attacks that were tried' },
  { id: 'exposure', title: 'Exposure' },
  { id: 'metrics', title: 'Metrics' },
  { id: 'intervals', title: 'Intervals' },
  { id: 'ranks', title: 'Ranks and rank intervals' },
  { id: 'best-of-k', title: 'The best of several' },
  { id: 'freshness', title: 'Freshness' },
  { id: 'marks', title: 'Marks and equated scores' },
  { id: 'flags', title: 'Flags' },
  { id: 'commitment', title: 'Commitment and verification' },
  { id: 'walls', title: 'What keeps labels in' },
  { id: 'terms', title: 'Terms' },
  { id: 'not-yet', title: 'Not there yet' },
] as const;

export type SectionId = (typeof sections)[number]['id'];
