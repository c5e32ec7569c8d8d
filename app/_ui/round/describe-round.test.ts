import { describe, expect, it } from 'vitest';
import { describeRound } from './describe-round';

const now = new Date('2026-03-02T00:00:00Z');

const later = '2026-04-01T07:00:00.000Z';

const inThirtyDays = '30\u00a0d\u00a07\u00a0h';

const dates = { closes_at: null, planned_opening: null };

describe('the text for the state of a round', () => {
  it('says when a sealed round opens by itself', () => {
    const planned_opening = { opens_at: later, closes_at: '2026-05-01T07:00:00.000Z' };
    expect(describeRound({ ...dates, state: 'sealed', planned_opening }, now)).toBe(
      `sealed, opens in ${inThirtyDays}`,
    );
  });

  it('says that a sealed round has no date if only a maintainer opens it', () => {
    expect(describeRound({ ...dates, state: 'sealed' }, now)).toBe('sealed, no date yet');
  });
});
