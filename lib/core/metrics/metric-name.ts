import { metrics } from './metrics';

export type MetricName = (typeof metrics)[number]['name'];

/** In the order of the list. */
export const metricNames: readonly MetricName[] = metrics.map(({ name }) => name);

/** The name of a metric that there is. Throws for any other: to be asked only where a contract has let the name in. */
export function requireMetricName(name: string): MetricName {
  const found = metricNames.find((metricName) => metricName === name);
  if (found === undefined) throw new RangeError(`there is no metric ${JSON.stringify(name)}`);
  return found;
}
