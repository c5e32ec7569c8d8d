import type { Task } from '@/lib/core/benchmark';
import { metrics } from '@/lib/core/metrics/metrics';

type ListedMetric = (typeof metrics)[number];

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

/** Titles of groups of metrics, by the names of the tasks for which the metrics are, joined by commas. */
const titleOfTasks: Readonly<Record<string, string>> = {
  'binary,multiclass': 'Two or more classes',
  binary: 'Two classes',
  multiclass: 'Three or more classes',
  regression: 'Regression',
  text: 'Text',
} satisfies Partial<Record<Task | `${Task},${Task}`, string>>;

const tasksOf = ({ tasks }: ListedMetric): readonly Task[] => tasks;

/** True if some metric for the task clips probabilities. @param task null for any task */
export const hasClippedMetric = (task: Task | null): boolean =>
  metrics.some((metric) => metric.isClipped && (task === null || tasksOf(metric).includes(task)));

/**
 * The metrics for a task, grouped by the kind of predictions that they need. Without a task: all metrics, grouped by their
 * tasks.
 * @param task null if none is chosen yet, or if no script runs that could know the choice
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

/** The groups of `listMetricGroups`, in which each metric's title says whether higher or lower is better. */
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
