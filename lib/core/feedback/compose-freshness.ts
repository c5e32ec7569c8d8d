import type { SampleMoments } from '../equating/sample-moments';
import { decideFreshness, type Freshness } from '../freshness/decide-freshness';
import type { RoundRecord } from '../freshness/round-record';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { roundToDecimals, roundUpToDecimals } from './round-to-decimals';

const decimals = 4;

/**
 * How fresh a round is, as everybody may read it, decided from inputs in the digits that are published with it: whoever has
 * them gets the same state.
 *
 * Of a round whose official ranking is out, the moments of the item differences are means over a whole part. Their means
 * follow from the published scores and gaps already; the variances are new, and in four decimals they say of thousands of
 * items one number each: how often two groups of models disagree. Full digits would be sums over single items, which name
 * labels to whoever knows the predictions (Whitehill 2017, arXiv 1707.01825). Of an open round neither is there.
 *
 * @param record scores in it are published ones
 */
export function composeFreshness(record: RoundRecord): Disclosed<Freshness> {
  const { exposure, gap } = record;
  return disclose(
    decideFreshness({
      ...record,
      exposure: exposure === null ? null : roundToDecimals(exposure, decimals),
      gap:
        gap === null || gap === 'no-feedback'
          ? gap
          : { feedback: roundMoments(gap.feedback), final: roundMoments(gap.final) },
    }),
  );
}

/** The variance up, so that no error looks smaller than it is. */
const roundMoments = ({ count, mean, variance }: SampleMoments): SampleMoments => ({
  count,
  mean: roundToDecimals(mean, decimals),
  variance: roundUpToDecimals(variance, decimals),
});
