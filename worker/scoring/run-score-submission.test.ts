import { expect, it } from 'vitest';
import { computePaceMs } from './run-score-submission';

it('the pace of scoring rounds its duration up to whole seconds, so that it reveals no text’s length', () => {
  for (const tookMs of [0.3, 1, 400, 999.9, 1000, 1000.1, 7_300])
    expect((tookMs + computePaceMs(tookMs)) % 1000).toBeCloseTo(0, 6);
  expect(computePaceMs(1000)).toBe(0);
});
