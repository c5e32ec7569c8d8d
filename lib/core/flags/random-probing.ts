import { computeSampleMoments } from '../equating/link-scale';

const changedCountMin = 30;

const probeZMin = -1;

const probeCountToFlag = 3;

/** An edit by one submission: the number of changed items, and z of the other models' consensus on them. */
export type ProbeEdit = { readonly submission: string; readonly changedCount: number; readonly z: number };

export type RandomProbingFlag = {
  readonly kind: 'random-probing';
  readonly team: string;
  /** Edits whose changed items are no harder than other items, in the given order. */
  readonly edits: readonly ProbeEdit[];
  /** Number of the team's submissions that were judged. */
  readonly judgedCount: number;
};

/**
 * Computes z = (mean consensus of the changed items − mean consensus of all)/(sd/√|S|), consensus = share of the other
 * models that have the item right, sd over all items (divisor n − 1). An improved model changes predictions on hard items,
 * where models disagree: the 99.9 % quantile of z of honest edits was −1.5. Random flips, which an attacker makes to learn
 * labels, have z near 0.
 *
 * @param consensus of each item, by the models of other teams
 * @param changed positions of the items changed since the team's most similar earlier submission (`listNearestChanges`)
 * @returns null with fewer than 30 changed items, or where all items have the same consensus, which is uninformative
 */
export function computeProbeZ(consensus: Float64Array, changed: Int32Array): number | null {
  if (changed.length < changedCountMin) return null;
  const all = computeSampleMoments(consensus);
  if (!(all.variance > 0)) return null;
  const ofChanged = computeSampleMoments(changedValues(consensus, changed));
  return (ofChanged.mean - all.mean) / Math.sqrt(all.variance / changed.length);
}

function* changedValues(consensus: Float64Array, changed: Int32Array): Generator<number> {
  for (const item of changed) {
    const value = consensus[item];
    if (value === undefined) throw new RangeError(`No consensus of item ${item}.`);
    yield value;
  }
}

/** Flags a team with three or more submissions in a round that have z > −1; null with fewer. */
export function flagRandomProbing(team: string, judged: readonly ProbeEdit[]): RandomProbingFlag | null {
  const edits = judged.filter((edit) => edit.z > probeZMin);
  if (edits.length < probeCountToFlag) return null;
  return { kind: 'random-probing', team, edits, judgedCount: judged.length };
}
