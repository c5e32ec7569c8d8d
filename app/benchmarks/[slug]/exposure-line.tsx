import { formatExposure } from '@/app/_ui/round/exposure-meter';
import type { ExposureView } from '@/lib/contracts/round';
import { computeTolerance } from '@/lib/core/exposure/exposure';

/**
 * The exposure of an open round (how much of the feedback split the team with most feedback has used): a sentence, a bar, and
 * the tolerated maximum.
 */
export function ExposureLine({
  exposure: { worst },
  feedbackCount,
}: {
  exposure: ExposureView;
  /** Number of items in the feedback split. */
  feedbackCount: number;
}) {
  const errors = computeTolerance(feedbackCount) * 2 * Math.sqrt(feedbackCount);
  return (
    <div>
      <p>
        <a href="/methods#exposure">Exposure</a>: feedback to the team with most has used{' '}
        <b className="font-semibold text-ink">{formatExposure(worst)} of the feedback split</b>.
      </p>
      <svg
        className="my-6 h-10 w-full"
        role="img"
        aria-label={`${formatExposure(worst)} of the feedback split`}
      >
        <rect
          x="0"
          y="1"
          width={`${100 * Math.min(1, worst)}%`}
          height="8"
          className={worst > 1 ? 'fill-over' : 'fill-sea'}
        />
        <rect x=".5" y="1.5" width="99.8%" height="7" className="fill-none stroke-rule-2" />
      </svg>
      <p>
        At 100 % it allows a provisional score that is too high by about {errors.toFixed(1)} standard errors.
        The official ranking uses other items.
      </p>
    </div>
  );
}
