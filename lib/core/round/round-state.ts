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

/** What a maintainer or the scorer does to a round. */
export const roundActions = ['seal', 'open', 'close'] as const;
export type RoundAction = (typeof roundActions)[number];

const transitions: Record<RoundAction, { from: RoundState; to: RoundState }> = {
  seal: { from: 'draft', to: 'sealed' },
  open: { from: 'sealed', to: 'open' },
  close: { from: 'open', to: 'closed' },
};

export type IllegalTransition = { kind: 'illegal-transition'; action: RoundAction; state: RoundState };

/** The state an action leads to, or why it can't be taken from here. */
export function decideTransition(
  state: RoundState,
  action: RoundAction,
): Result<RoundState, IllegalTransition> {
  const { from, to } = transitions[action];
  return state === from ? ok(to) : refuse({ kind: 'illegal-transition', action, state });
}

/** States in which the public may know that a round exists. A draft is the maintainers' own. */
export const publicRoundStates = ['sealed', 'open', 'closed', 'revealed', 'frozen', 'invalidated'] as const;

/** Whether inputs may leave: from the opening on, and never for a round that was withdrawn before it opened. */
export function hasOpened(state: RoundState, openedAt: Date | null): boolean {
  return openedAt !== null && state !== 'draft' && state !== 'sealed';
}
