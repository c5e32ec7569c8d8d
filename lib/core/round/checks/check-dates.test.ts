import { describe, expect, it } from 'vitest';
import { checkDates } from './check-dates';
import { collectItems } from './testing/synthetic-set';

describe('date check', () => {
  const march = Date.UTC(2026, 2, 31);
  const check = (dates: (string | undefined)[], last: number | null) => {
    const items = dates.map((date, i) => ({ input: i, label: i % 2 ? 'no' : 'yes', ...(date && { date }) }));
    return checkDates(collectItems(items).instants, last === null ? null : { number: 2, last });
  };

  it('passes newer items, items of the last round’s latest day, items without dates, and a first round', () => {
    expect(check(['2026-03-31', '2026-04-01T00:30:00+02:00'], march).outcome).toBe('pass');
    expect(check([undefined, undefined], march).detail).toContain('no dates');
    expect(check(['2026-01-01'], null).detail).toContain('no earlier round');
  });

  it('warns of some older items, and blocks a set of mostly older items', () => {
    expect(check(['2026-04-01', '2026-03-30', '2026-04-02'], march)).toMatchObject({
      outcome: 'warn',
      numbers: { older_count: 1, dated_count: 3 },
    });
    expect(check(['2026-04-01', '2026-03-30', '2026-03-01'], march).outcome).toBe('block');
  });
});
