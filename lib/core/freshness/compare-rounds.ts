import type { Evidence, Task } from '../benchmark';
import { hasProbitScale } from '../equating/probit-metric';
import { computeProbitScore } from '../equating/probit-score';
import { findVersion, listVersions, type RankedRound } from '../equating/ranked-round';
import type { MetricName } from '../metrics/metric-name';
import { computeSum } from '../statistics/compensated-sum';
import { countConcordance } from '../statistics/concordance';
import { square } from '../statistics/exact-math';
import { computeNormalCdf } from '../statistics/normal-distribution';
import { computeStudentQuantile } from '../statistics/student-distribution';
import { groupValues } from '../statistics/value-groups';
import { fitLine } from './line-fit';

/** A version's published scores in two rounds, and what they rest on in each. */
export type ComparedVersion = {
  /** Its slug. */
  readonly model: string;
  readonly version: string;
  readonly earlier: { readonly score: number; readonly evidence: Evidence };
  readonly later: { readonly score: number; readonly evidence: Evidence };
};

/** The line through both rounds' probits, read as scores, with the 95 % limits of its height at each place. */
export type ProbitFit = {
  readonly intercept: number;
  readonly slope: number;
  /** Of the residuals, on the probit scale, divisor m − 2. */
  readonly deviation: number;
  readonly degreesOfFreedom: number;
  /** From the lowest to the highest earlier score, evenly spaced in probits. */
  readonly band: readonly {
    readonly earlier: number;
    readonly later: number;
    readonly lower: number;
    readonly upper: number;
  }[];
};

export type RoundComparison = {
  readonly versions: readonly ComparedVersion[];
  /** Null where the metric has no probit scale, and of fewer than three versions or ones that all scored alike. */
  readonly fit: ProbitFit | null;
  /** Kendall's τ-b of the scores; null of fewer than two versions, and where one round ties them all. */
  readonly rankAgreement: number | null;
};

const bandSteps = 20;

/**
 * Old round against new round (the figure of Recht et al. 2019, arXiv 1902.10811): every version that both published a score of,
 * whether it counts there or stands beside what counts. The line is least squares on Φ⁻¹ of the scores, y = a + bx, and its limits at x
 * are ± t·s·√(1/m + (x − x̄)²/S_xx) on m − 2 degrees of freedom, pointwise (Draper & Smith 1998, ch. 3). Scores of both rounds err, so
 * the slope is a little too flat. Versions of one model err alike, which the limits don't know: they describe, and decide nothing.
 */
export function compareRounds(
  earlier: RankedRound,
  later: RankedRound,
  { metric, task }: { metric: MetricName; task: Task },
): RoundComparison {
  const versions = listVersions(earlier).flatMap((before): ComparedVersion[] => {
    const after = findVersion(later, before);
    if (!after) return [];
    const { model, version } = before;
    return [
      {
        model,
        version,
        earlier: { score: before.score, evidence: before.evidence },
        later: { score: after.score, evidence: after.evidence },
      },
    ];
  });
  const [x, y] = [versions.map((one) => one.earlier.score), versions.map((one) => one.later.score)];
  const probitsOf = (scores: readonly number[], { itemCount }: RankedRound) =>
    scores.map((score) => computeProbitScore({ score, itemCount }));
  return {
    versions,
    fit: hasProbitScale(metric, task) ? fitProbits(probitsOf(x, earlier), probitsOf(y, later)) : null,
    rankAgreement: computeRankAgreement(x, y),
  };
}

function fitProbits(x: readonly number[], y: readonly number[]): ProbitFit | null {
  const line = fitLine(x, y);
  if (!line) return null;
  const { intercept, slope, count, meanX, squaresX, residualVariance } = line;
  const degreesOfFreedom = count - 2;
  const t = computeStudentQuantile(0.975, degreesOfFreedom);
  const [low, high] = [Math.min(...x), Math.max(...x)];
  const band = Array.from({ length: bandSteps + 1 }, (_, step) => {
    const at = low + ((high - low) * step) / bandSteps;
    const height = intercept + slope * at;
    const half = t * Math.sqrt(residualVariance * (1 / count + square(at - meanX) / squaresX));
    const [place, later, lower, upper] = [at, height, height - half, height + half].map(computeNormalCdf);
    return { earlier: place!, later: later!, lower: lower!, upper: upper! };
  });
  return { intercept, slope, deviation: Math.sqrt(residualVariance), degreesOfFreedom, band };
}

/** τ-b (Kendall 1945, Biometrika 33:239–251): concordant less discordant pairs over those not tied. */
function computeRankAgreement(x: readonly number[], y: readonly number[]): number | null {
  const [first, second] = [groupValues(Float64Array.from(x)), groupValues(Float64Array.from(y))];
  const untied = ({ sizes }: typeof first) => square(x.length) - computeSum(sizes.map((size) => size * size));
  const root = Math.sqrt(untied(first)) * Math.sqrt(untied(second));
  return root > 0 ? Math.max(-1, Math.min(1, computeSum(countConcordance(first, second)) / root)) : null;
}
