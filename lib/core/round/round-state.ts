export const roundStates = [
  'draft',
  'sealed',
  'open',
  'closed',
  'revealed',
  'frozen',
  'invalidated',
] as const;

export type RoundState = (typeof roundStates)[number];

/** Possible transitions of a round. A sealed round is invalidated only by the sealing of the one that replaces it. */
export const nextStates: Readonly<Record<RoundState, readonly RoundState[]>> = {
  draft: ['sealed'],
  sealed: ['open', 'invalidated'],
  open: ['closed', 'frozen'],
  closed: ['frozen', 'revealed'],
  frozen: ['open', 'closed', 'invalidated'],
  revealed: [],
  invalidated: [],
};

/** Actions of a maintainer or the scorer on a round. */
export const roundActions = ['seal', 'open', 'close', 'freeze', 'unfreeze', 'invalidate', 'reveal'] as const;

export type RoundAction = (typeof roundActions)[number];

export type IllegalTransition = {
  readonly kind: 'illegal_transition';
  readonly action: RoundAction;
  readonly state: RoundState;
};
