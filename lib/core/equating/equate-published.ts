import type { PublishedEquatedScore } from '../leaderboard/published-equated-score';
import type { MetricName } from '../metrics/metric-name';
import { equateScore } from './equate-score';
import type { Equating, EquatingStanding } from './equating';
import { markCountToPublish } from './link-rounds';
import { isAtChance } from './probit-metric';

/**
 * Null in a round that isn't equated, in the base round, where the raw score is on the scale already, and at chance, which is
 * chance in every round.
 * @param itemCount of the final part that the score is of
 */
export function equatePublished(
  { standing, link, baseRound }: Equating,
  { metric, score, itemCount }: { metric: MetricName; score: number; itemCount: number },
): PublishedEquatedScore | null {
  if (standing !== 'equated' || link === null || isAtChance(metric, score)) return null;
  const equated = equateScore({ score, itemCount }, [link]);
  return {
    score: round(equated.score),
    standard_error: round(equated.standardError),
    lower: round(equated.limits.lower),
    upper: round(equated.limits.upper),
    base_round: baseRound,
    marks: link.markCount,
  };
}

/** Four decimals, as scores have them. */
const round = (value: number): number => Number(value.toFixed(4));

const words: Readonly<Record<EquatingStanding, (equating: Equating) => string>> = {
  base: () => 'This is the base round: scores of later rounds are read on its scale.',
  equated: ({ baseRound, marks, link }) =>
    `Equated: what a score would be on the scale of round ${baseRound}, with its limits, by ${link?.markCount} calibration marks that both rounds have.${describeSetAside(marks)} If all marks had drifted alike, nothing would show it.`,
  'few-marks': ({ baseRound, marks }) =>
    `Not put on the scale of round ${baseRound}: that needs ${markCountToPublish} calibration marks in both rounds, and ${marks.length === 1 ? 'there is 1' : `there are ${marks.length}`}.`,
  'no-probit-scale': () =>
    'Not put on another round’s scale: that is only done for shares of right items and for the ROC AUC of two classes.',
};

function describeSetAside(marks: Equating['marks']): string {
  const count = marks.filter(({ isSetAside }) => isSetAside).length;
  if (count === 0) return '';
  return count === 1
    ? ' Another one lies too far from them and is set aside.'
    : ` ${count} others lie too far from them and are set aside.`;
}

/** Whether and how a round's scores can be read beside other rounds', in words. */
export const describeEquating = (equating: Equating): string => words[equating.standing](equating);
