import { formatExposure } from '@/app/_ui/round/format-exposure';
import type { ExposureView } from '@/lib/contracts/round';

/** In per cent of the width: where the scale ends, and where a round begins to age and is used up. */
const shareMax = 1.25;
const place = (share: number): string => `${(Math.min(Math.max(share, 0), shareMax) / shareMax) * 100}%`;

/** How far answers have used up a round: the bar and its stroke are what decides, one team or linked ones; the other stroke is all teams. */
export function ExposureLine({ exposure: { worst, pooled } }: { exposure: ExposureView }) {
  return (
    <div className="mt-s3 text-micro/[14px] text-ink-2">
      <p className="flex justify-between">
        <span>answers have used up</span>
        <span>100 %: used up</span>
      </p>
      <svg
        className="my-2 h-24 w-full"
        role="img"
        aria-label={`One team has used up ${formatExposure(worst)}, all together ${formatExposure(pooled)}`}
      >
        <rect
          x="0"
          y="6"
          width={place(worst)}
          height="12"
          className={worst > 1 ? 'fill-over-t' : worst > 0.5 ? 'fill-land-t' : 'fill-shallow-2'}
        />
        <rect x=".5" y="6.5" width="99.8%" height="11" className="fill-none stroke-rule-2" />
        <line
          x1={place(0.5)}
          x2={place(0.5)}
          y1="2"
          y2="22"
          className="stroke-ink-3 [stroke-dasharray:2_2]"
        />
        <line x1={place(1)} x2={place(1)} y1="2" y2="22" className="stroke-ink-2" />
        <line x1={place(pooled)} x2={place(pooled)} y1="4" y2="20" className="stroke-ink stroke-[1.5]" />
        <line
          x1={place(worst)}
          x2={place(worst)}
          y1="2"
          y2="22"
          className={`stroke-3 ${worst > 1 ? 'stroke-over' : worst > 0.5 ? 'stroke-land' : 'stroke-sea'}`}
        />
      </svg>
      <p className="flex flex-wrap justify-between gap-x-s3">
        <span>50 %: aging, unless a gap is ruled out</span>
        <b className="text-ink">one team {formatExposure(worst)}</b>
        <span>all {formatExposure(pooled)}</span>
      </p>
    </div>
  );
}
