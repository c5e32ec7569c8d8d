/** Raised whenever a metric's code may give another number; it is part of an evaluation's name. */
export const scorerVersion = '4';

/**
 * The versions whose rules this code has: a round is scored by those it was sealed with, and left alone where they aren't here.
 * Rounds of versions 1 to 3 were sealed before that held, and have been scored by version 4 since.
 */
export const scorableVersions: readonly string[] = ['1', '2', '3', scorerVersion];
