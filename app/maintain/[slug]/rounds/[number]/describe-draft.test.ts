import { describe, expect, it } from 'vitest';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { CheckName, CheckOutcome } from '@/lib/core/round/checks/check';
import { describeDraft, summariseChecks } from './describe-draft';

const report = (
  outcomes: Partial<Record<CheckName, CheckOutcome>>,
  problemCount = 0,
): NonNullable<MaintainedRoundView['check']> => ({
  item_count: 100,
  input_columns: [],
  slice_columns: [],
  class_share_percent: {},
  duplicate_id_count: 0,
  empty_label_count: 0,
  checks: (['size', 'order', 'ids', 'dates'] as const).map((name) => ({
    name,
    outcome: outcomes[name] ?? 'pass',
    detail: '',
    numbers: {},
  })),
  problem_count: problemCount,
  problems: [],
});

describe('what stands between a draft and its sealing', () => {
  it('is the check, the faults in the file, what blocks, or what is to be judged', () => {
    expect(describeDraft(null)).toContain('is checking');
    expect(describeDraft(report({}, 1))).toMatch(/^One problem/);
    expect(describeDraft(report({}, 7))).toMatch(/^7 problems/);
    expect(describeDraft(report({ order: 'block', size: 'warn' }))).toBe(
      'One check blocks the seal: order of the rows and labels.',
    );
    expect(describeDraft(report({ order: 'block', dates: 'block' }))).toBe('2 checks block the seal.');
    expect(describeDraft(report({ size: 'warn' }))).toMatch(/^One check is for you/);
    expect(describeDraft(report({}))).toMatch(/can be sealed/);
  });

  it('is no id that tells labels: the items can get new ones', () => {
    expect(describeDraft(report({ ids: 'block' }))).toBe(
      'Its ids reveal the labels: it can be sealed with pseudonymous ids.',
    );
    expect(describeDraft(report({ ids: 'block', order: 'block' }))).toBe(
      '2 checks block the seal; new ids mend one of them.',
    );
    expect(summariseChecks(report({ ids: 'block', order: 'block' }))).toBe('2 checks block');
  });

  it('is summed up by what blocks and what warns', () => {
    expect(summariseChecks(null)).toBe('under way');
    expect(summariseChecks(report({}, 2))).toBe('2 problems in the file');
    expect(summariseChecks(report({ order: 'block', size: 'warn', dates: 'warn' }))).toBe(
      '1 check blocks, 2 warn',
    );
    expect(summariseChecks(report({}))).toBe('all pass');
  });
});
