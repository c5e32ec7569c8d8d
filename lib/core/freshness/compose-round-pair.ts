import { chooseMarks, type FrozenVersion, isProven } from '../equating/anchors';
import { findVersion, listVersions, type RankedRound, type RankedVersion } from '../equating/ranked-round';
import { anchorCountMin, type RoundPair, type ScorePair } from './drop';

/**
 * The same model version's scores in two rounds, of all that both have, whether it counts in them or stands beside what counts. Frozen is
 * what was frozen before the earlier round opened: by proof, or where that gives too few also by a maintainer's word. What was sent
 * while the earlier round was open is adapted to it, also where it stands in the later one. What holders of the labels enter shows
 * nothing of what the answers taught, so it is never adapted; frozen it may be, by a maintainer's word.
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
      // One that isn't taken for frozen in the later round may be another model by then.
      if (later.isFrozen(after))
        frozen.push({ model: before.model, isProven: isProven(before) && isProven(after), value });
    } else if (isAdapted(before)) adapted.push(value);
  }
  return {
    earlierRound: earlier.round,
    laterRound: later.round,
    frozen: chooseMarks(frozen, anchorCountMin),
    adapted,
  };
}

const isAdapted = ({ evidence, kind }: RankedVersion): boolean => evidence === 'in-round' && kind === 'entry';
