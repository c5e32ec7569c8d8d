import { expect, it } from 'vitest';
import { groupByDay } from './event-days';

it('groups changelog events by their UTC day, in the same order', () => {
  const events = ['2026-04-02T00:00:00.000Z', '2026-04-01T23:59:59.999Z', '2026-04-01T00:00:00.000Z'].map(
    (at) => ({ at }),
  );
  expect(groupByDay(events)).toEqual([
    { day: '2026-04-02', entries: [events[0]] },
    { day: '2026-04-01', entries: [events[1], events[2]] },
  ]);
  expect(groupByDay([])).toEqual([]);
});
