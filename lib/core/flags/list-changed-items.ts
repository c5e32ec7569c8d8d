/** A submission's predicted classes, item by item in the round's order. */
export type PredictedClasses = ArrayLike<number>;

/** The items, by position, on which two submissions of the same round predict differently. */
export function listChangedItems(current: PredictedClasses, earlier: PredictedClasses): Int32Array {
  if (current.length !== earlier.length) throw new RangeError('Predictions over different items.');
  const changed: number[] = [];
  for (let j = 0; j < current.length; j++) if (current[j] !== earlier[j]) changed.push(j);
  return Int32Array.from(changed);
}

/**
 * Changes against the team's nearest earlier submission: the one with the fewest, of equals the first.
 * @returns null for a first submission
 */
export function listNearestChanges(
  current: PredictedClasses,
  earlier: readonly PredictedClasses[],
): Int32Array | null {
  let nearest: Int32Array | null = null;
  for (const other of earlier) {
    const changed = listChangedItems(current, other);
    if (nearest === null || changed.length < nearest.length) nearest = changed;
  }
  return nearest;
}
