/** What became of the slot of a submission that ended without a score, for its team. */
export function describeSlot({
  isStanding,
  hasSeenHidden,
}: {
  isStanding: boolean;
  /** Its model was, or may have been, run on inputs that nobody may see. */
  hasSeenHidden: boolean;
}): string {
  if (isStanding) return 'It took no slot.';
  return hasSeenHidden
    ? 'The submission stays used, because the model has run on the hidden inputs.'
    : 'The slot was given back.';
}
