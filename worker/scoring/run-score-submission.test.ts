import { expect, it } from 'vitest';
import { computePaceMs } from './run-score-submission';

it('a paced scoring takes whole seconds, so that its duration reveals no length', () => {
  for (const tookMs of [0.3, 1, 400, 999.9, 1000, 1000.1, 7_300])
    expect((tookMs + computePaceMs(tookMs)) % 1000).toBeCloseTo(0, 6);
  expect(computePaceMs(1000)).toBe(0);
});
