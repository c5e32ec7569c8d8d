/** Ways of answering that the attacks are tried on. Only `guarded` is one that a round may choose without a budget. */
export const mechanisms = ['exact', 'two-decimals', 'ladder-1se', 'ladder-3se', 'guarded'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** For tables and pictures. */
export const mechanismTitles: Readonly<Record<Mechanism, string>> = {
  exact: 'exact',
  'two-decimals': 'rounded to 2 decimals',
  'ladder-1se': 'ladder at 1 SE',
  'ladder-3se': 'ladder at 3 SE',
  guarded: 'guarded ladder, K = k',
};
