import { describe, expect, it } from 'vitest';
import { feedbackPolicies } from '../benchmark';
import { metrics } from '../metrics/metrics';
import { decideBenchmarkRules } from './decide-benchmark-rules';

const rulesOf = (metric: (typeof metrics)[number], feedbackPolicy: (typeof feedbackPolicies)[number]) =>
  decideBenchmarkRules({
    ...{ task: metric.tasks[0]!, metric: metric.name, secondaryMetrics: [] },
    ...{ direction: undefined, feedbackPolicy },
  });

describe('feedback policies of a benchmark', () => {
  const without = metrics.filter(({ ladder }) => ladder === null);

  it('consist of final-only alone for metrics without a ladder', () => {
    expect(without.map(({ name }) => name)).toEqual(['calibration_error', 'chrf', 'bleu']);
    for (const metric of without)
      for (const policy of feedbackPolicies) {
        const rules = rulesOf(metric, policy);
        expect(rules.ok, `${metric.name} ${policy}`).toBe(policy === 'final-only');
        if (!rules.ok) expect(rules.error).toMatchObject({ kind: 'policy_not_allowed' });
      }
  });

  it('include the guarded ladder for every other metric', () => {
    for (const metric of metrics)
      if (metric.ladder !== null) expect(rulesOf(metric, 'guarded-ladder').ok, metric.name).toBe(true);
  });
});
