import { expect, it } from 'vitest';
import { groupByDay } from './act-days';

it('puts acts under their UTC day, keeping their order', () => {
  const acts = ['2026-04-02T00:00:00.000Z', '2026-04-01T23:59:59.999Z', '2026-04-01T00:00:00.000Z'].map(
    (at) => ({ at }),
  );
  expect(groupByDay(acts)).toEqual([
    { day: '2026-04-02', entries: [acts[0]] },
    { day: '2026-04-01', entries: [acts[1], acts[2]] },
  ]);
  expect(groupByDay([])).toEqual([]);
});
