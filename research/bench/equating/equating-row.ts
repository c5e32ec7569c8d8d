import { equateScore } from '@/lib/core/equating/equate-score';
import { linkRounds } from '@/lib/core/equating/equating';
import type { LinkScale } from '@/lib/core/equating/link-scale';
import type { SimulatedLink } from '@/lib/core/equating/testing/simulate-anchors';
import { square } from '@/lib/core/statistics/exact-math';
import { computeNormalCdf, computeNormalQuantile } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/run-rows';

/** Errors of an adjusted and of a merely shifted score, and whether the interval contains the truth. */
type Adjusted = {
  readonly error: number;
  readonly shiftError: number;
  readonly width: number;
  readonly isHeld: boolean;
  /** The interval of the link alone, without the raw score's own error, contains the truth. */
  readonly isHeldByLink: boolean;
};

/** Maximum error and minimum coverage; null where no bound is required. */
type Promised = { readonly errorMax: number | null; readonly coverageMin: number | null };

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Errors of adjusted scores against the truth, and coverage of their intervals. */
export function equatingRow(
  name: string,
  {
    simulate,
    promised: { errorMax, coverageMin },
    scale = 'probit',
    ...row
  }: {
    readonly part: string;
    readonly repetitions: number;
    readonly scale?: LinkScale;
    readonly simulate: (rng: Rng) => SimulatedLink;
    readonly promised: Promised;
  },
): BenchRow {
  return rowOf({
    ...row,
    measure: (run) => adjustNewcomers(scale, simulate(createRng(`${name} ${run}`))),
    conclude(links) {
      const adjusted = links.flatMap((link) => link.adjusted);
      const meanOf = (value: (one: Adjusted) => number) =>
        adjusted.reduce((sum, one) => sum + value(one), 0) / adjusted.length;
      const outliers = links.reduce((sum, link) => sum + link.outlierCount, 0) / links.length;
      const [error, coverage] = [
        Math.sqrt(meanOf((one) => square(one.error))),
        meanOf(({ isHeld }) => Number(isHeld)),
      ];
      const unit = scale === 'probit' ? 'points' : 'hundredths';
      const hundredths = (value: number) => (100 * value).toFixed(2);
      const bounds = [
        errorMax === null ? [] : [`RMSE at most ${hundredths(errorMax)}`],
        coverageMin === null ? [] : [`coverage at least ${percent(coverageMin)}`],
      ].flat();
      const isWithin =
        (errorMax === null || error <= errorMax) && (coverageMin === null || coverage >= coverageMin);
      return {
        line: [
          `${name}: limits hold the truth in ${percent(coverage)}, those of the link alone in ${percent(meanOf((one) => Number(one.isHeldByLink)))}`,
          `width ${hundredths(meanOf(({ width }) => width))} ${unit}`,
          `RMSE ${hundredths(error)}, bias ${hundredths(meanOf((one) => one.error))}, RMSE of a plain shift ${hundredths(Math.sqrt(meanOf((one) => square(one.shiftError))))}`,
          `${outliers.toFixed(2)} outliers`,
          ...(bounds.length === 0 ? ['nothing promised'] : [`promised: ${bounds.join(', ')}`]),
        ].join('; '),
        isWithin: bounds.length === 0 ? null : isWithin,
      };
    },
  });
}

function adjustNewcomers(scale: LinkScale, { anchors, newcomers }: SimulatedLink) {
  const linked = linkRounds(scale, anchors);
  if (!linked.ok) throw new Error(`${anchors.length} anchors: ${linked.error}`);
  const { link } = linked.value;
  const shift = anchors.reduce((sum, { base, later }) => sum + base.score - later.score, 0) / anchors.length;
  return {
    outlierCount: linked.value.anchors.filter(({ isOutlier }) => isOutlier).length,
    adjusted: newcomers.map(({ later, truth }): Adjusted => {
      const [shown, ofLink] = [equateScore(later, [link]), equateScore({ ...later, error: 0 }, [link])];
      if (!shown || !ofLink) throw new Error(`A score of ${later.score} has no place on the scale.`);
      const holds = ({ lower, upper }: typeof shown.interval) => lower <= truth && truth <= upper;
      return {
        error: shown.score - truth,
        shiftError: later.score + shift - truth,
        width: shown.interval.upper - shown.interval.lower,
        isHeld: holds(shown.interval),
        isHeldByLink: holds(ofLink.interval),
      };
    }),
  };
}

/** The same anchors, of which the first `count` have drifted by so many probits in the later round. */
export const withDrift = (
  { anchors, newcomers }: SimulatedLink,
  count: number,
  drift: number,
): SimulatedLink => ({
  newcomers,
  anchors: anchors.map((anchor, i) => {
    if (i >= count) return anchor;
    const score = computeNormalCdf(computeNormalQuantile(anchor.later.score) - drift);
    return { ...anchor, later: { ...anchor.later, score } };
  }),
});
