import { describe, expect, it } from 'vitest';
import { tasks } from '@/lib/core/benchmark';
import { metricByName, metricNames } from '@/lib/core/metrics/metric-name';
import { listMetricGroups, listMetricOptions } from './metric-options';

const namesOf = (groups: ReturnType<typeof listMetricGroups>) =>
  groups.flatMap(({ options }) => options.map(({ value }) => value));

describe('the metric options of a form', () => {
  it.each(tasks)('include each metric for the task %s once, and no other', (task) => {
    const fitting = metricNames.filter((name) => metricByName[name].tasks.includes(task));
    expect(namesOf(listMetricGroups(task)).toSorted()).toEqual(fitting.toSorted());
    expect(fitting.length).toBeGreaterThan(0);
  });

  it('include all metrics, grouped by task, if no task is chosen', () => {
    const groups = listMetricGroups(null);
    expect(namesOf(groups).toSorted()).toEqual(metricNames.toSorted());
    expect(groups.map(({ title }) => title).toSorted()).toEqual([
      'Regression',
      'Text',
      'Three or more classes',
      'Two classes',
      'Two or more classes',
    ]);
  });

  it('name the direction that is better', () => {
    const [first] = listMetricOptions('regression')[0]?.options ?? [];
    expect(first?.title).toMatch(/\(lower is better\)$/);
  });
});
