import type { BenchRow } from '../rows/bench-row';
import { metricRows } from './metric-rows';
import { shareRows } from './share-rows';

export const freshnessRows: readonly BenchRow[] = [...shareRows, ...metricRows];
