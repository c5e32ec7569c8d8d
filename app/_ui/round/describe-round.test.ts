import { describe, expect, it } from 'vitest';
import { describeRound } from './describe-round';

const now = new Date('2026-03-02T00:00:00Z');

const later = '2026-04-01T07:00:00.000Z';

const inThirtyDays = '30\u00a0d\u00a07\u00a0h';

const dates = { opens_at: null, closes_at: null };

describe('the text for the state of a round', () => {
  it('says when the schedule opens a sealed round, rather than the date given with its upload', () => {
    const opening = { opensAt: later, closesAt: '2026-05-01T07:00:00.000Z' };
    const sealed = { ...dates, state: 'sealed', opens_at: '2026-03-20T00:00:00.000Z' } as const;
    expect(describeRound(sealed, now, opening)).toBe(`sealed, opens in ${inThirtyDays}`);
  });

  it('says that a sealed round has no date if neither the schedule nor the upload has one', () => {
    expect(describeRound({ ...dates, state: 'sealed' }, now, undefined)).toBe('sealed, no date yet');
    expect(describeRound({ ...dates, state: 'sealed', opens_at: later }, now, undefined)).toBe(
      `sealed, opens in ${inThirtyDays}`,
    );
  });
});
