import type { Task } from '@/lib/core/benchmark';
import { metrics } from '@/lib/core/metrics/metrics';

type ListedMetric = (typeof metrics)[number];

/** Metrics to choose from, under a title. */
export type MetricGroup = {
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
};

const titleOfNeeds: Readonly<Record<ListedMetric['needs'], string>> = {
  classes: 'From classes or probabilities',
  probabilities: 'From probabilities alone',
  numbers: 'From numbers',
  texts: 'From texts',
};

/** By the tasks that a metric is for. */
const titleOfTasks: Readonly<Record<string, string>> = {
  'binary,multiclass': 'Two or more classes',
  binary: 'Two classes',
  multiclass: 'Three or more classes',
  regression: 'Regression',
  text: 'Text',
} satisfies Partial<Record<Task | `${Task},${Task}`, string>>;

const tasksOf = ({ tasks }: ListedMetric): readonly Task[] => tasks;

/** Whether a metric that fits the task clips probabilities. */
export const hasClippedMetric = (task: Task | null): boolean =>
  metrics.some((metric) => metric.isClipped && (task === null || tasksOf(metric).includes(task)));

/**
 * The metrics that fit a task, by what they are computed from; of all tasks by what they are for.
 * @param task null where none is chosen yet, or no script can tell which
 */
export function listMetricGroups(task: Task | null): MetricGroup[] {
  const fitting = metrics.filter((metric) => task === null || tasksOf(metric).includes(task));
  const titleOf = (metric: ListedMetric) =>
    task === null ? (titleOfTasks[tasksOf(metric).join()] ?? 'Other tasks') : titleOfNeeds[metric.needs];
  return [...new Set(fitting.map(titleOf))].map((title) => ({
    title,
    options: fitting
      .filter((metric) => titleOf(metric) === title)
      .map(({ name, title: ofMetric }) => ({ value: name, title: ofMetric })),
  }));
}

/** The same as a list names them, with the direction that is better. */
export const listMetricOptions = (task: Task | null): MetricGroup[] =>
  listMetricGroups(task).map(({ title, options }) => ({
    title,
    options: options.map(({ value, title: ofMetric }) => ({
      value,
      title: `${ofMetric} (${directionOf[value]} is better)`,
    })),
  }));

const directionOf: Readonly<Record<string, string>> = Object.fromEntries(
  metrics.map(({ name, direction }) => [name, direction]),
);
