import type { ExposureView } from '@/lib/contracts/round';
import { computeExposure } from '@/lib/core/exposure/exposure';
import { Meter, MeterNote } from '../words/meter';

const width = 300;
/** Where the scale ends; more than that is drawn as full. */
const shareMax = 1.25;

/** A share of 1 as whole per cent; a little, though not nothing, is said to be under one per cent. */
export const formatExposure = (share: number): string =>
  share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(100 * share)} %`;

/** How used-up a round's feedback split is by the answers to one group of linked teams: the reader's own, or the one with most. */
export function ExposureMeter({
  exposure,
  feedbackCount,
  own,
}: {
  exposure: ExposureView;
  /** Items of the feedback split, at least one. */
  feedbackCount: number;
  /** Of the reader's own team and those linked with it; null for whoever has none. */
  own: number | null;
}) {
  const { worst, pooled, transcript_bound: bound } = exposure;
  const shown = own ?? worst;
  return (
    <Meter
      title={own === null ? 'Worst exposure' : 'Exposure'}
      label={own === null ? 'Worst exposure' : 'Exposure'}
      figure={formatExposure(shown)}
      unit={own === null ? 'by feedback to one team' : 'by feedback to your team'}
    >
      <ExposureBar share={shown} />
      <MeterNote>
        How much of the feedback split the feedback to {own === null ? 'the team with most' : 'your team'} has
        used, linked teams together. At 100 % it allows overfitting by the tolerance, two points or more. The
        first feedback uses {formatExposure(computeExposure(feedbackCount, 1))}; a “no improvement” after it
        adds nothing. {own !== null && `Worst exposure of any team: ${formatExposure(worst)}.`}
      </MeterNote>
      <MeterNote>
        Pooled exposure: {formatExposure(pooled)}. It is what the exposure would be if all teams were one. It
        decides nothing.
      </MeterNote>
      <MeterNote>
        How much one item of feedback counts is a formula that simulations bear out; it isn’t proved.{' '}
        {bound === null
          ? 'For this metric no proved bound is known.'
          : `Proved, for any way of using the same feedback: no reported score lies more than ${(100 * bound).toFixed(1)} points above its true one, at 95 %.`}
      </MeterNote>
    </Meter>
  );
}

function ExposureBar({ share }: { share: number }) {
  const x = (at: number) => (Math.min(at, shareMax) / shareMax) * width;
  return (
    <svg
      className="h-auto w-full max-w-[22rem] fill-ink-2 font-sans text-[11px] font-normal font-stretch-normal normal-nums"
      viewBox={`0 0 ${width} 40`}
      role="img"
      aria-label={`${formatExposure(share)} of 100 %`}
    >
      <path d={`M0 6h${x(share)}v12h${-x(share)}z`} fill={share > 1 ? 'var(--over)' : 'var(--sea)'} />
      <path d={`M.5 6.5h${width - 1}v11H.5z`} fill="none" stroke="var(--rule-2)" />
      <path d={`M${x(1)} 3v18`} stroke="var(--ink)" strokeWidth="1.5" />
      <text x={x(1)} y="34" textAnchor="middle">
        100 %
      </text>
    </svg>
  );
}
