import type { BenchRow } from '../rows/bench-row';
import { equatedAreaRows, markRows } from './equating-rows';
import { overfittingRows } from './overfitting-rows';

export const freshnessRows: readonly BenchRow[] = [...overfittingRows, ...markRows, ...equatedAreaRows];
