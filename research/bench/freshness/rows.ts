import type { BenchRow } from '../rows/bench-row';
import { overfittingRows } from './overfitting-rows';

export const freshnessRows: readonly BenchRow[] = overfittingRows;
