import type { PlotScale } from './compute-plot-scale';
import { isOnAxis, percentOnAxis } from './place-on-axis';

/** Each row's drawing uses them by this name. */
export const plotLinesId = 'ranking-lines';

/**
 * The lines through all rows of a ranking: its ticks, and the scores of the baselines. Drawn once, nowhere, and used by every row;
 * their places are in per cent of whoever uses them.
 */
export function PlotLines({ scale, baselines }: { scale: PlotScale; baselines: readonly number[] }) {
  return (
    <svg className="absolute size-0" aria-hidden="true">
      <defs>
        <g id={plotLinesId}>
          {scale.ticks.map((tick) => (
            <Upright key={tick} x={percentOnAxis(scale, tick)} look="stroke-rule" />
          ))}
          {baselines
            .filter((baseline) => isOnAxis(scale, baseline))
            .map((baseline) => (
              <Upright
                key={baseline}
                x={percentOnAxis(scale, baseline)}
                look="stroke-ink-3 [stroke-dasharray:2_3]"
              />
            ))}
        </g>
      </defs>
    </svg>
  );
}

/** A line through the row. */
function Upright({ x, look }: { x: string; look: string }) {
  return <line className={`stroke-1 ${look}`} x1={x} x2={x} y1="0" y2="100%" />;
}
