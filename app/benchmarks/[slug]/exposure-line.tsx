import { formatExposure } from '@/app/_ui/round/format-exposure';
import type { ExposureView } from '@/lib/contracts/round';
import { computeTolerance } from '@/lib/core/exposure/exposure';

/** How far feedback has used up an open round: one bar for the group of linked teams that has had most. */
export function ExposureLine({
  exposure: { worst },
  feedbackCount,
}: {
  exposure: ExposureView;
  /** Items of the feedback split. */
  feedbackCount: number;
}) {
  const errors = worst * computeTolerance(feedbackCount) * 2 * Math.sqrt(feedbackCount);
  return (
    <div className="mt-s3 text-small/[1.4] text-ink-2">
      <p>
        Feedback has used up <b className="text-ink">{formatExposure(worst)}</b> of the open round for one
        team. Its provisional score may be too good by about {errors.toFixed(1)} standard errors.
      </p>
      <svg
        className="my-2 h-10 w-full"
        role="img"
        aria-label={`One team has used up ${formatExposure(worst)}`}
      >
        <rect
          x="0"
          y="1"
          width={`${100 * Math.min(1, worst)}%`}
          height="8"
          className={worst > 1 ? 'fill-over-t' : 'fill-shallow-2'}
        />
        <rect x=".5" y="1.5" width="99.8%" height="7" className="fill-none stroke-rule-2" />
      </svg>
    </div>
  );
}
