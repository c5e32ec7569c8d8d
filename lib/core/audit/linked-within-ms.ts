/** Scorers link every few seconds: an event that has waited this long for its link is named to the operator. */
export const linkedWithinMs = 60_000;
