import { chooseAnchors, type FrozenVersion, isProven } from '../equating/anchors';
import { findVersion, listVersions, type RankedRound, type RankedVersion } from '../equating/ranked-round';
import { anchorCountMin, type RoundPair, type ScorePair } from './drop';

/**
 * Pairs the scores of model versions that two rounds have in common, counting for their model or not. Frozen are versions that
 * were frozen before the earlier round opened: by proof, or where those are too few also by a maintainer's word. A version sent
 * while the earlier round was open is adapted to it, also where it appears in the later one. An entry of a label holder doesn't
 * depend on feedback, so it is never adapted; it may be frozen, by a maintainer's word.
 */
export function composeRoundPair(earlier: RankedRound, later: RankedRound): RoundPair {
  const frozen: FrozenVersion<ScorePair>[] = [];
  const adapted: ScorePair[] = [];
  for (const before of listVersions(earlier)) {
    const after = findVersion(later, before);
    if (!after) continue;
    const value: ScorePair = {
      model: `${before.model} ${before.version}`,
      earlier: { score: before.score, itemCount: earlier.itemCount },
      later: { score: after.score, itemCount: later.itemCount },
    };
    if (earlier.isFrozen(before)) {
      // A version that doesn't count as frozen in the later round may be another model by then.
      if (later.isFrozen(after))
        frozen.push({ model: before.model, isProven: isProven(before) && isProven(after), value });
    } else if (isAdapted(before)) adapted.push(value);
  }
  return {
    earlierRound: earlier.round,
    laterRound: later.round,
    frozen: chooseAnchors(frozen, anchorCountMin),
    adapted,
  };
}

const isAdapted = ({ evidence, kind }: RankedVersion): boolean => evidence === 'in-round' && kind === 'entry';
