import type { PairTest } from '../statistics/compare-pairs';

/** By which of two kinds of values a test compares models: hits by outcomes, all others by pseudo-values where there are any. */
export const comparesOutcomes = ({ name }: Pick<PairTest, 'name'>): boolean =>
  name === 'mcnemar' || name === 'mcnemar-of-positives';

/** What a test compares of a scored part. */
export const pickComparedValues = (
  test: Pick<PairTest, 'name'>,
  { outcomes, pseudoValues }: { outcomes: Float64Array; pseudoValues: Float64Array | null },
): Float64Array => (comparesOutcomes(test) ? outcomes : (pseudoValues ?? outcomes));
