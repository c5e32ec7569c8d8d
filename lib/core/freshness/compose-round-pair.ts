import { findVersion, type RankedRound } from '../equating/ranked-round';
import type { RoundPair, ScorePair } from './drop';

/**
 * The same model version's scores in two rounds, of all that both have. What holders of the labels enter shows nothing of what the
 * answers taught, so it is never adapted; frozen it may be, since that rests on a maintainer's word in any case.
 */
export function composeRoundPair(earlier: RankedRound, later: RankedRound): RoundPair {
  const frozen: ScorePair[] = [];
  const adapted: ScorePair[] = [];
  for (const before of earlier.entries) {
    const after = findVersion(later, before);
    if (!after) continue;
    const pair: ScorePair = {
      model: `${before.model} ${before.version}`,
      earlier: { score: before.score, itemCount: earlier.itemCount },
      later: { score: after.score, itemCount: later.itemCount },
    };
    if (earlier.isFrozen(before)) {
      // One that isn't vouched for any more in the later round may be another model by then.
      if (later.isFrozen(after)) frozen.push(pair);
    } else if (before.evidence === 'in-round' && before.kind === 'entry') adapted.push(pair);
  }
  return { earlierRound: earlier.round, laterRound: later.round, frozen, adapted };
}
