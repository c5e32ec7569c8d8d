import type { ExposureView } from '@/lib/contracts/round';
import { Meter, MeterNote } from '../words/meter';
import { formatExposure } from './format-exposure';

const width = 300;
/** Where the scale ends; more than that is drawn as full. */
const shareMax = 1.25;

/** How used-up a round's feedback part is by the answers to one group of linked teams, and to all together. */
export function ExposureMeter({
  exposure,
  own,
}: {
  exposure: ExposureView;
  /** Of the reader's own team and those linked with it; null for whoever has none. */
  own: number | null;
}) {
  const { worst, pooled, transcript_bound: bound } = exposure;
  const shown = own ?? worst;
  return (
    <Meter
      title="Exposure"
      label="Exposure"
      figure={formatExposure(shown)}
      unit={own === null ? 'by the team with most answers' : 'by answers to your team'}
    >
      <ExposureBar share={shown} />
      <MeterNote>
        How used-up the feedback part is: at 100 % a team could have overfitted it by a tolerance of two
        points or more. {own !== null && `Most by one team, linked ones together: ${formatExposure(worst)}. `}
        All teams pooled: {formatExposure(pooled)}.
      </MeterNote>
      <MeterNote>
        A score told counts as one answer, a team’s ladder as one and one more for each announcement. That
        count is calibrated by simulation, not proved.{' '}
        {bound === null
          ? 'For this metric there is no proved bound beside it.'
          : `Proved, for any way of using the same answers: no reported score lies more than ${(100 * bound).toFixed(1)} points above its true one, at 95 %.`}
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
      <path d={`M${x(0.5)} 3v18M${x(1)} 3v18`} stroke="var(--ink)" strokeWidth="1.5" />
      <text x={x(0.5)} y="34" textAnchor="middle">
        50 %
      </text>
      <text x={x(1)} y="34" textAnchor="middle">
        100 %, stale
      </text>
    </svg>
  );
}
