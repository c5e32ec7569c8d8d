import { describe, expect, it } from 'vitest';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metrics } from '@/lib/core/metrics/metrics';
import { explainProvisional } from './explain-table';

const round = { title: 'April', feedback_count: 300, final_count: 700 };
const explain = (metric: (typeof metrics)[number]['name']) =>
  explainProvisional({ metric, item_count: 300, entries: [] } as never, round);

describe('the explanation of a ranking table', () => {
  it.each(metrics.map(({ name }) => name))('explains the metric %s on the scale that pages show', (name) => {
    const score = explain(name).find(({ id }) => id === 'score')!.text;
    expect(score.startsWith(formatMetric(name))).toBe(true);
    expect(score).not.toMatch(/[{}]/);
    if (name === 'roc_auc') expect(score).toContain('50 is guessing, 100 is perfect');
    if (name === 'rmse') expect(score).toContain('0 is perfect');
  });

  it('states the number of items in both splits while a round is open', () => {
    expect(explain('accuracy')[0]!.text).toContain('300 items of April, the feedback split');
    expect(explain('accuracy')[0]!.text).toContain('the other 700 items');
  });
});
