import { describe, expect, it } from 'vitest';
import { createTestSetReader } from '../round/read-test-set';
import { createInputsCheck } from './check-inputs';

const check = () =>
  createInputsCheck({
    kind: 'input-per-feature',
    features: [
      { name: 'miles', type: 'number' },
      { name: 'carrier', type: 'category', categories: ['AA', 'DL'] },
    ],
  });

function report(lines: string[]) {
  const inputs = check();
  const reader = createTestSetReader({ task: 'regression', classes: [], format: 'csv' }, inputs.add);
  reader.push(['id,miles,carrier,label', ...lines, ''].join('\n'));
  return inputs.completeReport(reader.finish());
}

describe('check of a test set’s inputs for models', () => {
  it('passes if every item fits the model’s inputs', () => {
    expect(report(['a,1,AA,0.5', 'b,,DL,1'])).toMatchObject({ itemCount: 2, problemCount: 0, problems: [] });
  });

  it('names line and feature of an item that doesn’t fit, and quotes no cell', () => {
    const { problemCount, problems } = report(['a,hidden-1,AA,0.5', 'b,2,hidden-2,1', 'c,3,AA,1']);
    expect(problemCount).toBe(2);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['not_a_number', 2],
      ['unknown_category', 3],
    ]);
    expect(JSON.stringify(problems)).not.toContain('hidden');
  });

  it('stops at a thousand faulty items', () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => `i${i},x,AA,0`);
    const { problemCount, problems } = report(lines);
    expect(problemCount).toBe(1_000);
    expect(problems).toHaveLength(1);
  });
});
