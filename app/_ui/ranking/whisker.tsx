import { EvidenceMark } from '../glyphs/evidence-glyph';
import { middleHalf } from '../plot/middle-half';
import { formatRowScore } from './format-row-score';
import { isOnAxis, percentOnAxis, placeOnAxis } from './place-on-axis';
import { plotLinesId } from './plot-lines';
import type { RowFacts } from './row-facts';
import type { RowsFrame } from './rows-frame';

const middle = '50%';

/**
 * A score's place on the ranking's axis: the interval as a line, its middle half as a bar, the score as the
 * evidence glyph. All places in per cent, so that it stretches without deforming a mark. The cell beside it says the
 * same in numbers. The lines that all rows have are drawn once, in the table's head.
 */
export function Whisker({ row, frame }: { row: RowFacts; frame: RowsFrame }) {
  const { axis, band } = frame;
  const { score, lastScore, bestOf } = row;
  const at = (value: number) => percentOnAxis(axis, value);
  return (
    <svg
      className={`absolute inset-0 h-full w-full overflow-hidden${frame.isInvalidated ? ' opacity-40' : ''}`}
      aria-hidden="true"
    >
      {row.isTied && band && (
        <rect
          className="fill-shallow-2"
          x={at(band[0])}
          width={`${(placeOnAxis(axis, band[1]) - placeOnAxis(axis, band[0])).toFixed(1)}%`}
          height="100%"
        />
      )}
      <use href={`#${plotLinesId}`} />
      {isOnAxis(axis, score) ? (
        <>
          <Interval row={row} at={at} isProvisional={frame.isProvisional} />
          {lastScore !== null && isOnAxis(axis, lastScore) && <LastScoreTick x={at(lastScore)} />}
          {bestOf && <LikelyScore x={at(score + (frame.isHigherBetter ? -1 : 1) * bestOf[1])} />}
        </>
      ) : (
        <OffScale
          isBelow={placeOnAxis(axis, score) < 0}
          text={`off the scale at ${formatRowScore(row, frame).score}`}
        />
      )}
    </svg>
  );
}

/** Where the best of a team's models likely stands without its luck. */
function LikelyScore({ x }: { x: string }) {
  return (
    <svg x={x} y={middle} overflow="visible" aria-hidden="true">
      <path className="stroke-ink stroke-[1.5]" d="M0-6V6" />
    </svg>
  );
}

/** Below the line: its score in the round before, on this scale. */
function LastScoreTick({ x }: { x: string }) {
  return (
    <svg x={x} y={middle} overflow="visible" aria-hidden="true">
      <path className="stroke-ink-3 stroke-[1.5]" d="M0 7V14" />
    </svg>
  );
}

function Interval({
  row: { score, limits, isOnFewItems, evidence },
  at,
  isProvisional,
}: {
  row: RowFacts;
  at: (value: number) => string;
  isProvisional: boolean;
}) {
  const line = (from: number, to: number) => ({ x1: at(from), x2: at(to), y1: middle, y2: middle });
  return (
    <>
      {limits && (
        <>
          <line
            className="stroke-current stroke-7 opacity-32"
            {...line(...middleHalf(score, { lower: limits[0], upper: limits[1] }))}
          />
          <line
            className={`stroke-current stroke-2${isProvisional || isOnFewItems ? ' [stroke-dasharray:4_3]' : ''}`}
            {...line(...limits)}
          />
        </>
      )}
      <svg x={at(score)} y={middle} overflow="visible" aria-hidden="true">
        {evidence === null ? (
          <path className="stroke-ink-2 stroke-2" d="M0-6V6" />
        ) : (
          <EvidenceMark evidence={evidence} />
        )}
      </svg>
    </>
  );
}

function OffScale({ isBelow, text }: { isBelow: boolean; text: string }) {
  return (
    <svg x={isBelow ? 0 : '100%'} y={middle} overflow="visible" aria-hidden="true">
      <path
        d={isBelow ? 'm9 -6 -6 6 6 6' : 'm-9 -6 6 6 -6 6'}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <text
        x={isBelow ? 16 : -16}
        y="4"
        className="fill-ink-2 text-micro"
        textAnchor={isBelow ? 'start' : 'end'}
      >
        {text}
      </text>
    </svg>
  );
}
