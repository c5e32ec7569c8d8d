import { drawComparison } from '@/app/_ui/comparison/draw-comparison';
import { FigurePlot } from '@/app/_ui/figure/figure-plot';
import { shownAt } from '@/app/_ui/figure/plot-widths';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';

const widths = [
  { width: 560, shown: shownAt.wide },
  { width: 700, shown: shownAt.middle },
  { width: 348, shown: shownAt.phone },
  { width: 288, shown: shownAt.narrow },
] as const;

/** Old round against new. */
export function ComparisonPlot({ comparison, label }: { comparison: RoundComparisonView; label: string }) {
  return (
    <FigurePlot
      widths={widths}
      draw={(width) => drawComparison(comparison, width)}
      label={label}
      boxLabel="Both rounds, drawn"
      hasTitles={(width) => width === widths[0].width}
    />
  );
}
