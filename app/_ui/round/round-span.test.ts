import { expect, test } from 'vitest';
import { describeSpan, spanOfRound } from './round-span';

const at = (text: string) => Date.parse(text);
const now = new Date('2026-03-11T00:00:00Z');
const dates = { opened_at: '2026-03-01T00:00:00Z', closes_at: '2026-03-31T00:00:00Z', closed_at: null };

test('a round spans from its opening to its close, planned or done, or to now', () => {
  expect(spanOfRound(dates, now)).toEqual({ from: at('2026-03-01'), to: at('2026-03-31') });
  expect(spanOfRound({ ...dates, closed_at: '2026-03-05T00:00:00Z' }, now)?.to).toBe(at('2026-03-05'));
  expect(spanOfRound({ ...dates, closes_at: null }, now)?.to).toBe(now.getTime());
  expect(spanOfRound({ ...dates, opened_at: null }, now)).toBeNull();
});

test('the ends of a span are days, or times of one day', () => {
  expect(describeSpan(spanOfRound(dates, now)!)).toEqual(['1 Mar', '31 Mar']);
  const short = { from: at('2026-11-26T13:22:49Z'), to: at('2026-11-26T13:22:57Z') };
  expect(describeSpan(short)).toEqual(['26 Nov, 13:22:49', '13:22:57']);
});
