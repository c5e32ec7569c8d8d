import type { MetricName } from '../metrics/metric-name';

const zMin = 1.6448536269514722;
const submissionCountToFlag = 3;

/** A submission's right classes beside what the same predictions would get if dealt to the items at random. */
export type AccuracyComparison = {
  readonly submission: string;
  readonly accuracy: number;
  readonly chanceAccuracy: number;
  /** Null where every deal gives the same: one class predicted throughout, or one class among the labels. */
  readonly z: number | null;
};

/**
 * A submission's score beside that of the best constant answer, or of its own answers dealt to the items at random, all in the metric's
 * unit, over all items.
 */
export type ScoreComparison = {
  readonly submission: string;
  readonly metric: MetricName;
  readonly against: 'constant' | 'dealt';
  /** Null where the metric has no value for a constant file. */
  readonly score: number | null;
  readonly chanceScore: number;
  /** Of the gain on it; null where every item gains nothing, or loses the same. */
  readonly z: number | null;
};

export type ChanceComparison = AccuracyComparison | ScoreComparison;

export type ChanceLevelFlag = {
  readonly kind: 'chance-level';
  readonly team: string;
  readonly submissions: readonly ChanceComparison[];
  readonly judgedCount: number;
};

/**
 * Accuracy against chance with the submission's own class counts. If the predictions were dealt to the items at random, the
 * number right would have mean Σ n_c·m_c/n and variance
 * [Σ n_c·m_c − (Σ n_c²·m_c + Σ n_c·m_c²)/n + (Σ n_c·m_c)²/n²]/(n − 1), n_c labels and m_c predictions of class c
 * (Hoeffding 1951, Ann. Math. Stat. 22:558–566, for a sum over a random matching).
 *
 * @param labelCounts n_c of each class
 * @param predictionCounts m_c of each class, of the same sum n ≥ 2
 */
export function compareWithChance({
  labelCounts,
  predictionCounts,
  correctCount,
  submission,
}: {
  readonly submission: string;
  readonly correctCount: number;
  readonly labelCounts: readonly number[];
  readonly predictionCounts: readonly number[];
}): AccuracyComparison {
  const n = labelCounts.reduce((sum, count) => sum + count, 0);
  if (n < 2 || predictionCounts.reduce((sum, count) => sum + count, 0) !== n)
    throw new RangeError('Labels and predictions must be as many, and at least two.');
  let products = 0;
  let cubes = 0;
  let isFixed = false;
  labelCounts.forEach((labels, c) => {
    const predictions = predictionCounts[c] ?? 0;
    products += labels * predictions;
    cubes += labels * predictions * (labels + predictions);
    isFixed ||= labels === n || predictions === n;
  });
  const variance = (products - cubes / n + (products / n) * (products / n)) / (n - 1);
  return {
    submission,
    accuracy: correctCount / n,
    chanceAccuracy: products / (n * n),
    z: isFixed || !(variance > 0) ? null : (correctCount - products / n) / Math.sqrt(variance),
  };
}

/** Three submissions of a team in a round that aren't better than chance at 5 %. Null below that. */
export function flagChanceLevel(team: string, judged: readonly ChanceComparison[]): ChanceLevelFlag | null {
  const submissions = judged.filter(({ z }) => z === null || z < zMin);
  if (submissions.length < submissionCountToFlag) return null;
  return { kind: 'chance-level', team, submissions, judgedCount: judged.length };
}
