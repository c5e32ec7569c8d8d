import { customType } from 'drizzle-orm/pg-core';
import { type MetricName, requireMetricName } from '@/lib/core/metrics/metric-name';

/**
 * A metric by its name: text in the database, so that a new metric needs no migration, and checked here where it is written and read.
 * A name that no metric has any more is a broken invariant.
 */
export const metricColumn = customType<{ data: MetricName; driverData: string }>({
  dataType: () => 'text',
  toDriver: requireMetricName,
  fromDriver: requireMetricName,
});
