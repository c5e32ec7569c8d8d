import { describe, expect, it } from 'vitest';
import { decideTransition, hasOpened, roundActions, roundStates } from './round-state';

describe('a round’s states', () => {
  it('move along draft → sealed → open → closed and no other arrow', () => {
    const arrows = roundStates.flatMap((state) =>
      roundActions.flatMap((action) => {
        const next = decideTransition(state, action);
        return next.ok ? [`${state} ${action} ${next.value}`] : [];
      }),
    );
    expect(arrows).toEqual(['draft seal sealed', 'sealed open open', 'open close closed']);
  });

  it('let inputs out only once the round has opened', () => {
    expect(roundStates.filter((state) => hasOpened(state, new Date(0)))).toEqual([
      'open',
      'closed',
      'revealed',
      'frozen',
      'invalidated',
    ]);
    expect(roundStates.some((state) => hasOpened(state, null))).toBe(false);
  });
});
