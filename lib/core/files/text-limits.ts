/**
 * Characters (UTF-16 units) of one answer or one reference at the most. It bounds what a metric costs: a longest common
 * subsequence takes the product of two lengths.
 */
export const textLengthMax = 10_000;

/**
 * Characters of all answers of a file, or of all labels of a test set, at the most. Texts are held in memory while they are
 * scored, and n-grams of all of them are counted while nothing else runs.
 */
export const textLengthTotalMax = 10_000_000;

/** Accepted texts of one item at the most. */
export const referencesMax = 20;
