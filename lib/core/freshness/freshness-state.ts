/** How far a round's scores can still be trusted; worst first, which is also the order of precedence. */
export const freshnessStates = ['retired', 'stale', 'aging', 'unproven', 'fresh'] as const;
export type FreshnessState = (typeof freshnessStates)[number];

export const freshnessWords: Readonly<Record<FreshnessState, string>> = {
  retired: 'Retired',
  stale: 'Stale',
  aging: 'Aging',
  unproven: 'Unproven',
  fresh: 'Fresh',
};
