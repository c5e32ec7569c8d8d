import type { ReactNode } from 'react';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { isArea, typicalShare } from '@/lib/core/planner/expected-limits';
import { type AnswersPlan, planRound, type RoundPlan, type RoundToPlan } from '@/lib/core/planner/plan-round';
import { RankingPlanFacts } from './ranking-plan-facts';
import { ToldPlanFacts } from './told-plan-facts';

const count = new Intl.NumberFormat('en');

/** Findings that a round of this size supports. */
export function PlanFacts({ round }: { round: RoundToPlan }) {
  const plan = planRound(round);
  return (
    <div data-testid="plan">
      <Descriptions terms="above">
        <Description term="Splits">
          {count.format(plan.feedbackCount)} feedback items, {count.format(plan.finalCount)} final ones.
        </Description>
        <Description term="Feedback">
          <ToldPlanFacts
            told={plan.told}
            feedbackCount={plan.feedbackCount}
            isRarestClassSmall={plan.isRarestClassSmall}
          />
        </Description>
        <Description term="Amount of feedback">{describeAnswers(plan.answers, round)}</Description>
        <Description term="Final score">{describeFinal(plan, round)}</Description>
        <Description term="Ranking">
          <RankingPlanFacts plan={plan.ranking} round={round} />
        </Description>
      </Descriptions>
    </div>
  );
}

function describeAnswers(answers: AnswersPlan | null, { policy, quotaPerRound }: RoundToPlan): string {
  if (answers === null)
    return policy === 'exact'
      ? `Every submission gets feedback, up to the quota of ${count.format(quotaPerRound)}.`
      : 'None before the close.';
  const { least, most, mostAfterFirst } = answers;
  if (policy === 'exact-with-budget') return `A team gets ${count.format(most)} scores in a round.`;
  return `A team gets feedback on at least ${count.format(least)} files in a round, and on ${count.format(most)} if none is an improvement. After a first improvement ${count.format(mostAfterFirst)} more files can be tested.`;
}

function describeFinal({ final, finalCount }: RoundPlan, { metric, shares }: RoundToPlan): ReactNode {
  const { title, group, ladder } = metricByName[metric];
  if (final === null)
    return `How wide its interval will be depends on the predictions by ${title}; it isn’t known beforehand.`;
  const right = Math.round(100 * typicalShare);
  const typical = isArea(metricByName[metric])
    ? `A model with an area of ${formatScore(metric, final.score)}`
    : group === 'classes' && ladder?.test !== 'mcnemar'
      ? `A model that has ${right} of 100 items of each of ${shares.length} classes right has a ${title} of ${formatScore(metric, final.score)}. It`
      : `A model that has ${right} of 100 items right`;
  return `${typical} gets an interval of about ${formatInterval(metric, final)} on ${count.format(finalCount)} final items. Items in groups make it wider.`;
}
