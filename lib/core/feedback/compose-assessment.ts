import { decideEquating, type Equating } from '../equating/equating';
import { describeExcess, type Excess } from '../freshness/excess';
import type { Overfitting } from '../freshness/overfitting';
import type { PublishedGap, PublishedOverfitting } from '../leaderboard/leaderboard';
import { adjustByHolm } from '../statistics/multiple-tests';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { roundToDecimals } from './rounding';

const [decimals, errorDigits, freedomDigits, shareDecimals] = [4, 2, 2, 2] as const;

/** One-sided significance level, which agrees with the lower bound of a two-sided 95 % interval. */
const level = 0.025;

/**
 * Publishes overfitting while the final items and the labels are still hidden. An estimate is a difference of published scores
 * or of their means, so four decimals of it disclose nothing new. Only the standard errors are new information: a variance
 * with all its digits is a sum over single items, from which a reader who knows the predictions could compute labels
 * (Whitehill 2017, arXiv 1707.01825). Rounded up to two digits, a standard error is one number for hundreds of items,
 * accurate to about 5 %. The degrees of freedom are rounded down, so that no standard error looks smaller than it is. The
 * interval, the tests and "shown" are computed from the rounded numbers. Overfitting as a share of the leader's margin, in
 * hundredths, reveals less about the labels than the official score of a constant file, which any team can submit.
 */
export function composeOverfitting({
  gap,
  testedCount,
  referenceCount,
  shareOfMargin,
  models,
}: Overfitting<{ readonly model: string; readonly version: string }>): Disclosed<PublishedOverfitting> {
  const rounded = models.map(({ gap }) => roundExcess(gap));
  const adjusted = adjustByHolm(Float64Array.from(rounded, ({ pValue }) => pValue));
  const whole = gap && roundExcess(gap);
  return disclose({
    gap: whole && publish(whole, whole.lower > 0),
    testedCount,
    referenceCount,
    shareOfMargin: whole && shareOfMargin && roundToDecimals(shareOfMargin, shareDecimals),
    models: models.map(({ model: { model, version } }, i) => ({
      model,
      version,
      gap: publish(rounded[i]!, adjusted[i]! <= level),
    })),
  });
}

const publish = ({ unit, estimate, lower, upper }: Excess, shown: boolean): PublishedGap => ({
  unit,
  estimate,
  lower: roundToDecimals(lower, decimals),
  upper: roundToDecimals(upper, decimals),
  shown,
});

const roundExcess = ({ unit, estimate, standardError, degreesOfFreedom }: Excess): Excess =>
  describeExcess(unit, {
    estimate: roundToDecimals(estimate, decimals),
    standardError: roundUpToDigits(standardError, errorDigits),
    degreesOfFreedom: Math.max(1, roundDownToDigits(degreesOfFreedom, freedomDigits)),
  });

/** Rounds up by the digits of the number's decimal text: arithmetic on doubles could turn .014 into .015. */
function roundUpToDigits(value: number, digits: number): number {
  if (!(value > 0)) return 0;
  const nearest = Number(value.toPrecision(digits));
  if (nearest >= value) return nearest;
  const exponent = Math.floor(Math.log10(nearest)) - digits + 1;
  return Number(`${Math.round(nearest / 10 ** exponent) + 1}e${exponent}`);
}

function roundDownToDigits(value: number, digits: number): number {
  const whole = Math.floor(value);
  const step = 10 ** Math.max(0, String(whole).length - digits);
  return Math.floor(whole / step) * step;
}

/** Publishes the link of a round to the base round, which is computed from published scores only. */
export const composeEquating = (linked: Parameters<typeof decideEquating>[0]): Disclosed<Equating> =>
  disclose(decideEquating(linked));
