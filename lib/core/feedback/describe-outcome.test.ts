import { describe, expect, it } from 'vitest';
import type { MetricName } from '../metrics/metric-name';
import {
  describeOutcome,
  findReportedDecimals,
  formatFeedbackLeft,
  formatReportedInterval,
  formatReportedScore,
} from './describe-outcome';
import type { FeedbackDecision } from './feedback';
import { computeReportedInterval, findReportDecimals, roundToDecimals, roundToHalfSteps } from './rounding';

const inContext = (decision: FeedbackDecision) =>
  describeOutcome({
    decision,
    metric: 'accuracy',
    feedbackUsed: 3,
    feedbackLeft: 4,
    feedbackLeftMax: 27,
    exposureBefore: 0.2251,
    exposureAfter: 0.3183,
    officialAt: new Date('2026-04-01T00:00:00Z'),
  });

describe('text of feedback', () => {
  it('states an improved score and its interval with the same number of decimals', () => {
    expect(
      inContext({ outcome: 'improved', estimate: 0.7, standardError: 0.01, beaten: 'own-file' }).headline,
    ).toBe('Improved: Accuracy × 100 70 (68–72) on the feedback items. This file is now your current best.');
  });

  it('says that a first improvement beat a constant prediction or the maintainers’ baseline', () => {
    const of = (beaten: 'constant' | 'baseline') =>
      inContext({ outcome: 'improved', estimate: 0.7, standardError: 0.01, beaten }).headline;
    expect(of('constant')).toContain(
      'It is better than the best constant prediction, and is now your current best.',
    );
    expect(of('baseline')).toContain(
      'It is better than the maintainers’ baseline, and is now your current best.',
    );
  });

  it('states no number for a file without improvement, and says why', () => {
    const words = inContext({ outcome: 'no_improvement' });
    expect(words.headline).toBe('No significant improvement on your current best.');
    expect(words.details).toContain('We don’t say how close it was, because that would leak labels.');
  });

  it('adds no digit to a score whose standard error is half a rounding step', () => {
    expect(formatReportedScore('accuracy', 0.95, 0.005)).toBe('95 (94–96)');
    expect(formatReportedScore('accuracy', 0.7, 0.015)).toBe('70 (67–73)');
    expect(formatReportedScore('mae', 12.3, 0.4)).toBe('12.3 (11.5–13.1)');
    expect(formatReportedScore('mae', 120, 15)).toBe('120 (91–149)');
    expect(formatReportedScore('accuracy', 0.73, null)).toBe('73');
  });

  it('states a score with its interval', () => {
    expect(inContext({ outcome: 'score', score: 0.7312, standardError: 0.0102 }).headline).toBe(
      'Accuracy × 100 on the feedback items: 73.12 (71.12–75.12).',
    );
  });

  it('says why feedback is withheld', () => {
    for (const reason of [
      'final-only',
      'too-few-edits',
      'feedback-spent',
      'exposure-spent',
      'undefined-score',
    ] as const)
      expect(inContext({ outcome: 'withheld', reason }).headline).toMatch(/^(No|This round gives no)/);
  });

  it('names both reasons if a file has too few edits: it is close to a constant prediction, or to an earlier file', () => {
    expect(inContext({ outcome: 'withheld', reason: 'too-few-edits' }).headline).toContain(
      'too close to a constant prediction, or to an earlier file of your team',
    );
  });

  it('states no count in a round without feedback', () => {
    const { details } = inContext({ outcome: 'withheld', reason: 'final-only' });
    expect(details.join(' ')).not.toContain('left in this round');
  });

  it('states a single number of submissions left if that number doesn’t depend on later outcomes', () => {
    expect([0, 1, 6].map((left) => formatFeedbackLeft(left, left))).toEqual([
      'None is left in this round.',
      '1 is left in this round.',
      '6 are left in this round.',
    ]);
  });

  it('states feedback used and left, exposure before and after this feedback, and the date of the official rank', () => {
    expect(inContext({ outcome: 'no_improvement' }).details).toEqual([
      'We don’t say how close it was, because that would leak labels.',
      'Feedback used: 3. At least 4 more in this round; up to 27 if none of them is an improvement.',
      'Exposure, how much of the feedback split your team’s feedback has used: 23 % before, 32 % after.',
      'The official rank uses the final split, on which there is no feedback. It follows at the close, 1 April 2026 at 00:00 UTC.',
    ]);
  });
});

const format = (metric: MetricName, score: number, standardError: number | null) =>
  formatReportedInterval(metric, { score, ...computeReportedInterval(metric, score, standardError) });

describe('a reported score as text', () => {
  it('shows the reported digits of the score and of its interval', () => {
    expect(format('roc_auc', 0.65, 0.03)).toEqual({ score: '65', interval: '59–71' });
    expect(format('roc_auc', 0.7, 0.01)).toEqual({ score: '70', interval: '68–72' });
    expect(format('accuracy', 0.712, 0.004)).toEqual({ score: '71.2', interval: '70.4–72.0' });
    expect(format('mae', 12.3, 0.4)).toEqual({ score: '12.3', interval: '11.5–13.1' });
    expect(format('accuracy', 0.95, 0.005)).toEqual({ score: '95', interval: '94–96' });
    expect(format('mae', 120, 10)).toEqual({ score: '120', interval: '100–140' });
    expect(format('log_loss', 0.6, 0.02)).toEqual({ score: '0.60', interval: '0.56–0.64' });
  });

  it('shows four decimals for exact scores', () => {
    expect(format('accuracy', 0.7312, 0.0102)).toEqual({ score: '73.12', interval: '71.12–75.12' });
    expect(format('accuracy', 0.65, 0.0112)).toEqual({ score: '65.00', interval: '62.80–67.20' });
  });

  it('shows the right number of decimals if a bound is clipped to the metric’s range, and if the score has no standard error', () => {
    expect(format('accuracy', 0.99, 0.02)).toEqual({ score: '99', interval: '95–100' });
    expect(format('accuracy', 0.01, 0.02)).toEqual({ score: '1', interval: '0–5' });
    expect(format('accuracy', 1, 0)).toEqual({ score: '100', interval: '100–100' });
    expect(format('accuracy', 0.73, null)).toEqual({ score: '73', interval: '73–73' });
  });

  it('shows exactly the reported decimals for any score and standard error', () => {
    for (let i = 1; i < 400; i++) {
      const standardError = 0.0002 * 1.02 ** i;
      const decimals = findReportDecimals('real', standardError, 1_000);
      const score = roundToDecimals(3 + Math.sin(i), decimals);
      const interval = computeReportedInterval('mae', score, roundToHalfSteps(standardError, decimals));
      const found = findReportedDecimals(false, { score, ...interval });
      expect(roundToDecimals(score, found)).toBe(score);
      if (standardError > 0.001) expect(found).toBeLessThanOrEqual(decimals);
    }
  });
});
