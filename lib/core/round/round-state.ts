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

const possibleFrom = {
  seal: ['draft'],
  open: ['sealed'],
  close: ['open'],
  freeze: ['open', 'closed'],
  unfreeze: ['frozen'],
  invalidate: ['frozen'],
  reveal: ['closed'],
} as const satisfies Readonly<Record<RoundAction, readonly RoundState[]>>;

type StateBefore<A extends RoundAction> = (typeof possibleFrom)[A][number];

export type IllegalTransition = {
  readonly kind: 'illegal_transition';
  readonly action: RoundAction;
  readonly state: RoundState;
};

/** Narrows the round to the states from which the action is possible. */
export function decideAction<R extends { readonly state: RoundState }, A extends RoundAction>(
  round: R,
  action: A,
): Result<Extract<R, { readonly state: StateBefore<A> }>, IllegalTransition> {
  return isBefore(action, round)
    ? ok(round)
    : refuse({ kind: 'illegal_transition', action, state: round.state });
}

function isBefore<R extends { readonly state: RoundState }, A extends RoundAction>(
  action: A,
  round: R,
): round is Extract<R, { readonly state: StateBefore<A> }> {
  return possibleFrom[action].some((state) => state === round.state);
}

/**
 * The state after an unfreeze: the earlier one, unless the time of an open round has passed meanwhile or another round has
 * opened, which closes it.
 */
export function decideUnfrozenState({
  isAnotherOpen,
  closesAt,
  now,
  frozenFrom,
}: {
  frozenFrom: 'open' | 'closed';
  closesAt: Date;
  now: Date;
  isAnotherOpen: boolean;
}): 'open' | 'closed' {
  const isOver = isAnotherOpen || closesAt <= now;
  return frozenFrom === 'open' && !isOver ? 'open' : 'closed';
}

/** States in which a round's existence is public. Only maintainers see a draft. */
export const publicRoundStates = ['sealed', 'open', 'closed', 'revealed', 'frozen', 'invalidated'] as const;
