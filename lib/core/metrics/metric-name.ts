import type { Metric } from './metric';
import { metrics } from './metrics';

export type MetricName = (typeof metrics)[number]['name'];

/** Names of all metrics, in the order of the list of metrics. */
export const metricNames: readonly MetricName[] = metrics.map(({ name }) => name);

/** Converts a text to a metric's name. Throws for any other text: for use only after a contract has checked the name. */
export function requireMetricName(name: string): MetricName {
  const found = metricNames.find((metricName) => metricName === name);
  if (found === undefined) throw new RangeError(`there is no metric ${JSON.stringify(name)}`);
  return found;
}

export const metricByName = Object.fromEntries(
  metrics.map((metric) => [metric.name, metric]),
) as unknown as Readonly<Record<MetricName, Metric<MetricName>>>;
