import { decideFreshness, type Freshness } from '../freshness/decide-freshness';
import type { PartDifference } from '../freshness/part-difference';
import type { RoundRecord } from '../freshness/round-record';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { roundToDecimals, roundUpToDecimals } from './round-to-decimals';

const decimals = 4;
/** As it is shown: a tenth of a per cent. A digit more would be rounded a second time there, and 33.245 % would read 33.3. */
export const exposureDecimals = 3;

/**
 * How fresh a round is, as everybody may read it, decided from inputs in the digits that are published with it: whoever has
 * them gets the same state.
 *
 * Of a round whose official ranking is out, the differences of the parts are means over a whole part. Their means follow from the
 * published scores and gaps already. The variances are new: in four decimals they say of thousands of items one number each, by
 * how much two groups of models disagree. The degrees of freedom are that of the items or groups, or for areas near the size of
 * the smaller class, which two digits leave open. Full digits would be sums over single items, which name labels to whoever
 * knows the predictions (Whitehill 2017, arXiv 1707.01825). Of an open round none of it is there.
 *
 * @param record scores in it are published ones
 */
export function composeFreshness(record: RoundRecord): Disclosed<Freshness> {
  const { exposure, pooledExposure, gap } = record;
  return disclose(
    decideFreshness({
      ...record,
      exposure: roundToDecimals(exposure, exposureDecimals),
      pooledExposure: roundToDecimals(pooledExposure, exposureDecimals),
      gap:
        gap === null || typeof gap === 'string'
          ? gap
          : { feedback: roundDifference(gap.feedback), final: roundDifference(gap.final) },
    }),
  );
}

/** The variance up and the degrees of freedom down, so that no error looks smaller than it is. */
const roundDifference = ({
  itemCount,
  mean,
  variance,
  degreesOfFreedom,
}: PartDifference): PartDifference => ({
  itemCount,
  mean: roundToDecimals(mean, decimals),
  variance: roundUpToDecimals(variance, decimals),
  degreesOfFreedom: Math.max(1, roundDownToDigits(degreesOfFreedom, 2)),
});

function roundDownToDigits(value: number, digits: number): number {
  const whole = Math.floor(value);
  const step = Number(`1e${Math.max(0, String(whole).length - digits)}`);
  return Math.floor(whole / step) * step;
}
