import { describe, expect, it } from 'vitest';
import type { OpennessLevel } from '@/lib/core/model/disclosure';
import { describeOpenness, summarizeOpenness } from './disclosure';

const openness = (
  code: OpennessLevel | null,
  weights: OpennessLevel | null,
  training_data: OpennessLevel | null,
) => ({ code, weights, training_data });

describe('the openness of a model', () => {
  it.each([
    [openness('open', 'open', 'open'), 'all open'],
    [openness('open', 'closed', 'open'), 'code, data'],
    [openness(null, 'open', 'on-request'), 'weights'],
    [openness('closed', 'on-request', null), 'on request'],
    [openness('closed', null, null), 'nothing open'],
    [openness(null, null, null), 'undisclosed'],
  ])('turns %j into the short text %j', (given, summary) => {
    expect(summarizeOpenness(given)).toBe(summary);
  });

  it('has a long text with every part, undisclosed ones included', () => {
    expect(describeOpenness(openness('open', 'on-request', null))).toBe(
      'code open, weights on request, training data undisclosed',
    );
  });
});
