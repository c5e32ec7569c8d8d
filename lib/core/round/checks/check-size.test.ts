import { describe, expect, it } from 'vitest';
import { checkSize } from './check-size';

describe('size check', () => {
  const size = (count: number, feedbackShare: number) =>
    checkSize(count, { feedbackShare, metric: 'accuracy' });

  it('reports the sizes of both splits and the expected half-width of an interval', () => {
    expect(size(4_000, 0.3)).toMatchObject({
      outcome: 'pass',
      numbers: { item_count: 4_000, feedback_count: 1_200, final_count: 2_800, half_width_percent: 1.9 },
    });
  });

  it('warns of fewer than 500 items, and of fewer than 200 final items', () => {
    expect(size(499, 0.3).detail).toContain('set the feedback share to 0');
    expect(size(499, 0).outcome).toBe('warn');
    expect(size(500, 0.3).outcome).toBe('pass');
    expect(size(500, 0.7)).toMatchObject({
      outcome: 'warn',
      detail: expect.stringContaining('few differences between models are significant'),
    });
  });

  it('warns of a feedback split on which even a much better model is hardly ever reported', () => {
    expect(size(600, 0.01)).toMatchObject({
      outcome: 'warn',
      detail: expect.stringContaining(
        '6 feedback items can show nothing: fewer than 1 of 100 better models is reported.',
      ),
    });
    expect(size(600, 0.3).detail).not.toContain('can show nothing');
    expect(size(600, 0)).toMatchObject({ outcome: 'pass' });
  });

  it('blocks a final split too small for an interval', () => {
    expect(size(10, 0.9).outcome).toBe('block');
    expect(size(10, 0.8).outcome).toBe('warn');
  });
});
