import { describe, expect, it } from 'vitest';
import { decideAction, decideUnfrozenState } from './round';
import { roundActions, roundStates } from './round-state';

describe('possible actions on a round', () => {
  it('follow from its state, as listed for each action', () => {
    const possible = roundActions.flatMap((action) =>
      roundStates.filter((state) => decideAction({ state }, action).ok).map((state) => `${action} ${state}`),
    );
    expect(possible).toEqual([
      'seal draft',
      'open sealed',
      'close open',
      'freeze open',
      'freeze closed',
      'unfreeze frozen',
      'invalidate frozen',
      'reveal closed',
    ]);
  });

  it('include reopening after a freeze only before the round’s close and while no other round has opened', () => {
    const [now, later] = [new Date(1_000), new Date(1_001)];
    const frozen = { frozenFrom: 'open' as const, closesAt: later, now, isAnotherOpen: false };
    expect(decideUnfrozenState(frozen)).toBe('open');
    expect(decideUnfrozenState({ ...frozen, closesAt: now })).toBe('closed');
    expect(decideUnfrozenState({ ...frozen, isAnotherOpen: true })).toBe('closed');
    expect(decideUnfrozenState({ ...frozen, frozenFrom: 'closed' })).toBe('closed');
  });
});
