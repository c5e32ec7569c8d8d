import { metrics } from './metrics';

export type MetricName = (typeof metrics)[number]['name'];

/** In the order of the list. */
export const metricNames: readonly MetricName[] = metrics.map(({ name }) => name);
