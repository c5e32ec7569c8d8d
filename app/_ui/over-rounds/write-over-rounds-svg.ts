import type { OverRoundsView } from '@/lib/contracts/over-rounds';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { writeFigureSvg } from '../figure/write-figure-svg';
import { drawOverRounds } from './draw-over-rounds';

/** The figure as a file that needs nothing else. */
export const writeOverRoundsSvg = (view: OverRoundsView, picked: readonly string[]): string =>
  writeFigureSvg(
    drawOverRounds(view, { picked, width: 720 }),
    `${view.benchmark}: ${formatMetric(view.metric)}, on the scale of round ${view.base_round}`,
  );
