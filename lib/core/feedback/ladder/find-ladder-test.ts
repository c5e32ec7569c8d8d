import type { LadderTest } from '../../metrics/metric';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';

/** By which test a ladder compares files by this metric, of independent items or of items in groups. */
export const findLadderTest = (metric: MetricName, isGrouped: boolean): LadderTest => {
  const { test, testOfGroups } = metricByName[metric].ladder;
  return isGrouped ? testOfGroups : test;
};
