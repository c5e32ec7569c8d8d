/** A lineage's final score in one round, on the base round's scale. */
export type LineageScore = {
  /** The round's number. */
  readonly round: number;
  /** Equated; null or NaN where there is none, and then the round doesn't count. */
  readonly score: number | null;
  /** 0 in the base round itself. */
  readonly standardError: number;
  /** Whether the version that was live at the round's opening had been frozen before it. */
  readonly wasFrozenBefore: boolean;
};

export type Lineage = { readonly id: string; readonly scores: readonly LineageScore[] };

export type RollingRank = {
  readonly id: string;
  /** Null while there are too few rounds to rank by; ties share a rank. */
  readonly rank: number | null;
  /** Mean equated score over `rounds`; null without any. */
  readonly score: number | null;
  /** √ΣSE²/rounds: the error of equating alone, as if it were independent from round to round. */
  readonly standardError: number | null;
  /** The rounds that the mean is over, newest first; at most R. */
  readonly rounds: readonly number[];
};

/**
 * Rolling rank of lineages: mean equated final score over a lineage's last R rounds in which the version live at opening
 * was frozen before the round opened, so that nothing of any of them can be in the models. A lineage with fewer than R such
 * rounds has a mean and no rank: one lucky round must not lead.
 *
 * @param roundCount R, at least 1; a benchmark with fewer closed rounds passes their number
 * @returns by rank, then without rank; among equals in the order given
 */
export function rankLineages(lineages: readonly Lineage[], roundCount: number): readonly RollingRank[] {
  if (!(Number.isInteger(roundCount) && roundCount >= 1))
    throw new RangeError(`A rolling rank is over at least one round, got ${roundCount}.`);
  const entries = lineages.map(({ id, scores }) => {
    const counted = scores
      .filter(({ score, wasFrozenBefore }) => wasFrozenBefore && score !== null && Number.isFinite(score))
      .sort((a, b) => b.round - a.round)
      .slice(0, roundCount);
    const mean = counted.reduce((sum, { score }) => sum + score!, 0) / counted.length;
    const squares = counted.reduce((sum, { standardError }) => sum + standardError * standardError, 0);
    return {
      id,
      isRanked: counted.length === roundCount,
      score: counted.length > 0 ? mean : null,
      standardError: counted.length > 0 ? Math.sqrt(squares) / counted.length : null,
      rounds: counted.map(({ round }) => round),
    };
  });
  const ranked = entries.filter((entry) => entry.isRanked).sort((a, b) => b.score! - a.score!);
  const unranked = entries.filter((entry) => !entry.isRanked);
  return [...ranked, ...unranked].map(({ isRanked, ...entry }) => ({
    ...entry,
    rank: isRanked ? 1 + ranked.findIndex((other) => other.score === entry.score) : null,
  }));
}
