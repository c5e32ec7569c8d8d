import { ok, type Result, refuse } from '../result';

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

/** Where a round can go from each state. A sealed round is invalidated only by the sealing of the one that replaces it. */
export const nextStates: Readonly<Record<RoundState, readonly RoundState[]>> = {
  draft: ['sealed'],
  sealed: ['open', 'invalidated'],
  open: ['closed', 'frozen'],
  closed: ['frozen', 'revealed'],
  frozen: ['open', 'closed', 'invalidated'],
  revealed: [],
  invalidated: [],
};

/** What a maintainer or the scorer does to a round. */
export const roundActions = ['seal', 'open', 'close', 'freeze', 'unfreeze', 'invalidate', 'reveal'] as const;
export type RoundAction = (typeof roundActions)[number];

const possibleFrom: Readonly<Record<RoundAction, readonly RoundState[]>> = {
  seal: ['draft'],
  open: ['sealed'],
  close: ['open'],
  freeze: ['open', 'closed'],
  unfreeze: ['frozen'],
  invalidate: ['frozen'],
  reveal: ['closed'],
};

export type IllegalTransition = {
  readonly kind: 'illegal_transition';
  readonly action: RoundAction;
  readonly state: RoundState;
};

/** Whether an action can be taken from a state. */
export function decideAction(state: RoundState, action: RoundAction): Result<null, IllegalTransition> {
  return possibleFrom[action].includes(state)
    ? ok(null)
    : refuse({ kind: 'illegal_transition', action, state });
}

/**
 * Where an unfreeze leads: back, unless the time of an open round has passed meanwhile or another round has opened, which
 * closes it.
 */
export function decideUnfrozenState(of: {
  frozenFrom: RoundState;
  closesAt: Date | null;
  now: Date;
  isAnotherOpen: boolean;
}): 'open' | 'closed' {
  const isOver = of.isAnotherOpen || of.closesAt === null || of.closesAt <= of.now;
  return of.frozenFrom === 'open' && !isOver ? 'open' : 'closed';
}

/** States in which the public may know that a round exists. A draft is the maintainers' own. */
export const publicRoundStates = ['sealed', 'open', 'closed', 'revealed', 'frozen', 'invalidated'] as const;

/** Whether inputs may leave: from the opening on, and never for a round that was withdrawn before it opened. */
export function hasOpened(state: RoundState, openedAt: Date | null): boolean {
  return openedAt !== null && state !== 'draft' && state !== 'sealed';
}
