import type { FeedbackPolicyName } from '../benchmark';
import type { FeedbackTally } from '../exposure/exposure';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { givesNoFeedback } from './decide-feedback';
import { computeTestLevel, findWinsNeeded } from './ladder/wins-needed';

/** Facts about a team's next test on a ladder. They depend only on counts that the team knows itself, and on no file. */
export type NextTest = {
  /** α of the test. */
  readonly level: number;
  /** Number of refusals so far, of the team and those linked with it. */
  readonly refusals: number;
  /**
   * The requirements of exact McNemar on independent items, where it decides: if so many of the feedback items come out
   * differently, right in one file only, how many the new one must win, and by how much its score is higher then. Null where
   * another test decides.
   */
  readonly gains: readonly GainNeeded[] | null;
};

export type GainNeeded = {
  readonly changed: number;
  /** Null where even all of them would be too few. */
  readonly wins: number | null;
  /** (wins − losses)/n. */
  readonly gain: number | null;
};

const changedShares = [0.05, 0.1, 0.2] as const;

/** Null without a guarded ladder. @param ofGroup sum of the feedback to the team and those linked with it */
export function describeNextTest(
  rules: {
    readonly policy: FeedbackPolicyName;
    readonly metric: MetricName;
    readonly feedbackCount: number;
  },
  ofGroup: FeedbackTally,
): NextTest | null {
  if (rules.policy !== 'guarded-ladder' || givesNoFeedback(rules)) return null;
  const { metric, feedbackCount } = rules;
  const level = computeTestLevel(ofGroup.refusals);
  const gains = changedShares.map((share): GainNeeded => {
    const changed = Math.round(share * feedbackCount);
    const wins = findWinsNeeded(changed, level);
    return { changed, wins, gain: wins === null ? null : (2 * wins - changed) / feedbackCount };
  });
  const isExact = metricByName[metric].ladder?.test === 'mcnemar';
  return { level, refusals: ofGroup.refusals, gains: isExact ? gains : null };
}
