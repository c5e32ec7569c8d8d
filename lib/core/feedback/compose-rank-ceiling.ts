import type { RankCeiling } from '../freshness/rank-ceiling';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { roundToDecimals } from './round-to-decimals';

const decimals = 2;

/**
 * How well halves of two closed rounds agree, as everybody may read it: two means over hundreds of halves of orders of three versions or
 * more, in two digits. An order says which of two sums over items is larger. The draw of the halves is no secret; which items are in a
 * final part is, until the reveal. What the published scores and the pairs of models tell of the same items is more (decision 0066).
 */
export const composeRankCeiling = (ceiling: RankCeiling): Disclosed<RankCeiling> =>
  disclose({
    ...ceiling,
    within: roundToDecimals(ceiling.within, decimals),
    across: roundToDecimals(ceiling.across, decimals),
  });
