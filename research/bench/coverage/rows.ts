import type { BenchRow } from '../rows/run-rows';
import { classRows } from './class-rows';
import { differenceRows, pairRows } from './difference-rows';
import { bandRows, groupRows, scoreRows, tailRows } from './score-rows';

export const coverageRows: readonly BenchRow[] = [
  ...scoreRows,
  ...groupRows,
  ...tailRows,
  ...pairRows,
  ...classRows,
  ...bandRows,
  ...differenceRows,
];
