import { describe, expect, test } from 'vitest';
import { findClassShares, twoAlike } from '@/lib/core/planner/typical-set';
import { decidePlannedTask } from './decide-planned-task';

const three = findClassShares([50, 30, 20]);

describe('the task that a plan is about', () => {
  test('has as many classes as the plan has shares, where its metric is for both', () => {
    expect(decidePlannedTask({ metric: 'roc_auc', shares: twoAlike })).toBe('binary');
    expect(decidePlannedTask({ metric: 'log_loss', shares: three })).toBe('multiclass');
  });

  test('is one that the metric is for, whatever the shares', () => {
    expect(decidePlannedTask({ metric: 'macro_f1', shares: three })).toBe('multiclass');
    expect(decidePlannedTask({ metric: 'mae', shares: twoAlike })).toBe('regression');
    expect(decidePlannedTask({ metric: 'chrf', shares: three })).toBe('text');
  });
});
