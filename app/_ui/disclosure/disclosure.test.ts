import { expect, it } from 'vitest';
import type { OpennessLevel } from '@/lib/core/model/disclosure';
import { describeOpenness, summarizeOpenness } from './disclosure';

const openness = (
  code: OpennessLevel | null,
  weights: OpennessLevel | null,
  training_data: OpennessLevel | null,
) => ({ code, weights, training_data });

it.each([
  [openness('open', 'open', 'open'), 'all open'],
  [openness('open', 'closed', 'open'), 'code, data'],
  [openness(null, 'open', 'on-request'), 'weights'],
  [openness('closed', 'on-request', null), 'on request'],
  [openness('closed', null, null), 'nothing open'],
  [openness(null, null, null), 'undisclosed'],
])('of %j a row says %j', (given, summary) => {
  expect(summarizeOpenness(given)).toBe(summary);
});

it('tells ears every answer, a missing one too', () => {
  expect(describeOpenness(openness('open', 'on-request', null))).toBe(
    'code open, weights on request, training data undisclosed',
  );
});
