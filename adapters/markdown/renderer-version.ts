/** Raised when the same text may give other HTML than before: stored texts are then rendered again at the next start. */
export const rendererVersion = 1;
