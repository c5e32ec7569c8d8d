import { describe, expect, it } from 'vitest';
import type { MetricName } from '../metrics/metric-name';
import { findAnswerDecimals } from './answer-decimals';
import { findToldDecimals, formatTold } from './format-told';
import { roundToDecimals, roundToHalfSteps } from './round-to-decimals';
import { computeToldLimits } from './told-limits';

const told = (metric: MetricName, score: number, standardError: number | null) =>
  formatTold(metric, { score, ...computeToldLimits(metric, score, standardError) });

describe('a told score', () => {
  it('is shown with the digits that it was told with, and its limits too', () => {
    expect(told('roc_auc', 0.65, 0.03)).toEqual({ score: '65', limits: '59–71' });
    expect(told('roc_auc', 0.7, 0.01)).toEqual({ score: '70', limits: '68–72' });
    expect(told('accuracy', 0.712, 0.004)).toEqual({ score: '71.2', limits: '70.4–72.0' });
    expect(told('mae', 12.3, 0.4)).toEqual({ score: '12.3', limits: '11.5–13.1' });
    expect(told('accuracy', 0.95, 0.005)).toEqual({ score: '95', limits: '94–96' });
    expect(told('mae', 120, 10)).toEqual({ score: '120', limits: '100–140' });
    expect(told('log_loss', 0.6, 0.02)).toEqual({ score: '0.60', limits: '0.56–0.64' });
  });

  it('keeps the four decimals of exact answers', () => {
    expect(told('accuracy', 0.7312, 0.0102)).toEqual({ score: '73.12', limits: '71.12–75.12' });
    expect(told('accuracy', 0.65, 0.0112)).toEqual({ score: '65.00', limits: '62.80–67.20' });
  });

  it('is read where a limit is cut at the metric’s bound, and where there is no error', () => {
    expect(told('accuracy', 0.99, 0.02)).toEqual({ score: '99', limits: '95–100' });
    expect(told('accuracy', 0.01, 0.02)).toEqual({ score: '1', limits: '0–5' });
    expect(told('accuracy', 1, 0)).toEqual({ score: '100', limits: '100–100' });
    expect(told('accuracy', 0.73, null)).toEqual({ score: '73', limits: '73–73' });
  });

  it('never has fewer digits than hold it, nor more than it was told with, whatever its error', () => {
    for (let i = 1; i < 400; i++) {
      const standardError = 0.0002 * 1.02 ** i;
      const decimals = findAnswerDecimals('real', standardError, 1_000);
      const score = roundToDecimals(3 + Math.sin(i), decimals);
      const limits = computeToldLimits('mae', score, roundToHalfSteps(standardError, decimals));
      const found = findToldDecimals(false, { score, ...limits });
      expect(roundToDecimals(score, found)).toBe(score);
      if (standardError > 0.001) expect(found).toBeLessThanOrEqual(decimals);
    }
  });
});
