import type { ReactNode } from 'react';
import type { ExposureView } from '@/lib/contracts/round';
import { computeExposure } from '@/lib/core/exposure/exposure';

const width = 300;

/** Share at the end of the scale; larger shares fill the scale. */
const shareMax = 1.25;

/** A share in whole per cent, or `< 1 %` for a share between 0 and 0.01. */
export const formatExposure = (share: number): string =>
  share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(100 * share)} %`;

type ExposureMeterProps = {
  exposure: ExposureView;
  /** Number of items in the feedback split, at least one. */
  feedbackCount: number;
  /** Exposure of the reader's team and its linked teams; null without a team. */
  own: number | null;
};

/**
 * A meter of exposure: how much of the feedback split the feedback to one team and its linked teams has used. Shows that of the
 * reader's team; for a reader without a team, the largest of all teams.
 */
export function ExposureMeter({ exposure, feedbackCount, own }: ExposureMeterProps) {
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

type MeterProps = {
  title: string;
  /** Accessible name of the meter. */
  label: string;
  figure: ReactNode;
  unit: ReactNode;
  children: ReactNode;
};

/** A large number with its unit, and below it a scale and notes. */
export function Meter({ title, label, figure, unit, children }: MeterProps) {
  return (
    <section className={meterBox} aria-label={label}>
      <MeterTitle>{title}</MeterTitle>
      <p className="mt-4 mb-2 text-data/inherit">
        <b className="mr-2 font-serif text-[2rem]/[1.1] font-medium tracking-[-0.01em] normal-nums">
          {figure}
        </b>{' '}
        {unit}
      </p>
      {children}
    </section>
  );
}

const meterBox = 'mb-s6 border-t-line border-ink pt-s3';

function MeterTitle({ children }: { children: string }) {
  return <h2 className="text-h3 font-semibold tracking-[0]">{children}</h2>;
}

export function MeterNote({ children }: { children: ReactNode }) {
  return <p className="text-small/[1.45] text-ink-2">{children}</p>;
}
