import type { Task } from '@/lib/core/benchmark';
import { metrics } from '@/lib/core/metrics/metrics';

const groups: readonly { title: string; task: Task }[] = [
  { title: 'Two or more classes', task: 'multiclass' },
  { title: 'Regression', task: 'regression' },
  { title: 'Text', task: 'text' },
];

const listOptions = (task: Task) =>
  metrics
    .filter(({ tasks }) => tasks.includes(task))
    .map(({ name, title, direction }) => ({ value: name, title: `${title} (${direction} is better)` }));

/** The metrics to choose from, by what is scored. */
export const metricOptions = groups.map(({ title, task }) => ({ title, options: listOptions(task) }));
