import type { BenchRow } from '../rows/bench-row';
import { bandRows } from './band-rows';
import { classRows } from './class-rows';
import { differenceRows } from './difference-rows';
import { groupRows } from './group-rows';
import { pairRows } from './pair-rows';
import { scoreRows } from './score-rows';
import { tailRows } from './tail-rows';

export const coverageRows: readonly BenchRow[] = [
  ...scoreRows,
  ...groupRows,
  ...tailRows,
  ...pairRows,
  ...classRows,
  ...bandRows,
  ...differenceRows,
];
