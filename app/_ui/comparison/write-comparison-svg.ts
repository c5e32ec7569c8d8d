import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { writeFigureSvg } from '../figure/write-figure-svg';
import { drawComparison } from './draw-comparison';

const width = 700;

/** Old round against new as a file of its own. */
export const writeComparisonSvg = (comparison: RoundComparisonView): string =>
  writeFigureSvg(
    drawComparison(comparison, width),
    `${comparison.benchmark}: ${formatMetric(comparison.metric)}`,
  );
