import type { BenchRow } from '../rows/bench-row';
import { equatedAreaRows, markRows } from './equating-rows';
import { metricRows } from './metric-rows';
import { shareRows } from './share-rows';

export const freshnessRows: readonly BenchRow[] = [
  ...shareRows,
  ...markRows,
  ...equatedAreaRows,
  ...metricRows,
];
