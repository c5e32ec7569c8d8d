import type { ReactNode } from 'react';
import { formatInterval, formatScore, formatSignificant, isBounded } from '@/lib/core/metrics/format-score';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { isArea, typicalShare } from '@/lib/core/planner/expected-interval';
import type { FoundDifference, RankingPlan } from '@/lib/core/planner/plan-ranking';
import {
  type FeedbackPlan,
  planRound,
  type RoundPlan,
  type RoundToPlan,
} from '@/lib/core/planner/plan-round';
import { type Column, DataTable } from '../table/data-table';
import { Description, Descriptions } from '../words/descriptions';
import { PowerFacts } from './power-facts';

const count = new Intl.NumberFormat('en');

/** Lists the abilities of a planned round: its feedback, its intervals, and the differences that its ranking can show as significant. */
export function PlanFacts({ round }: { round: RoundToPlan }) {
  const plan = planRound(round);
  return (
    <div data-testid="plan">
      <Descriptions terms="above">
        <Description term="Splits">
          {count.format(plan.feedbackCount)} feedback items, {count.format(plan.finalCount)} final ones.
        </Description>
        <Description term="Feedback">
          <PowerFacts
            power={plan.told}
            feedbackCount={plan.feedbackCount}
            isRarestClassSmall={plan.isRarestClassSmall}
          />
        </Description>
        <Description term="Amount of feedback">{describeFeedbackPlan(plan.feedback, round)}</Description>
        <Description term="Final score">{describeFinal(plan, round)}</Description>
        <Description term="Ranking">
          <RankingPlanFacts plan={plan.ranking} round={round} />
        </Description>
      </Descriptions>
    </div>
  );
}

function describeFeedbackPlan(feedback: FeedbackPlan | null, { policy, quotaPerRound }: RoundToPlan): string {
  if (feedback === null)
    return policy === 'exact'
      ? `Every submission gets feedback, up to the quota of ${count.format(quotaPerRound)}.`
      : 'None before the close.';
  const { least, most, mostAfterFirst } = feedback;
  if (policy === 'exact-with-budget') return `A team gets ${count.format(most)} scores in a round.`;
  return `At least ${count.format(least)} files of a team get feedback in a round; up to ${count.format(most)} if few of them are improvements. After a first improvement ${count.format(mostAfterFirst)} more files can be tested.`;
}

function describeFinal({ final, finalCount }: RoundPlan, { metric, shares }: RoundToPlan): ReactNode {
  const { title, group, ladder } = metricByName[metric];
  if (final === null)
    return `The width of its interval isn’t known beforehand: by ${title} it depends on the predictions.`;
  const right = Math.round(100 * typicalShare);
  const typical = isArea(metricByName[metric])
    ? `A model with an area of ${formatScore(metric, final.score)}`
    : group === 'classes' && ladder?.test !== 'mcnemar'
      ? `A model that has ${right} of 100 items of each of ${shares.length} classes right has a ${title} of about ${formatScore(metric, final.score)}. It`
      : `A model that has ${right} of 100 items right`;
  return `${typical} gets an interval of about ${formatInterval(metric, final)} on ${count.format(finalCount)} final items. Items in groups make it wider.`;
}

function RankingPlanFacts({
  plan,
  round: { metric, modelCount, discordantShare },
}: {
  plan: RankingPlan;
  round: Pick<RoundToPlan, 'metric' | 'modelCount' | 'discordantShare'>;
}) {
  switch (plan.kind) {
    case 'after-first-round':
      return (
        <p>
          How large a difference must be to be significant depends on the predictions by this metric. This
          page says it after the first round.
        </p>
      );
    case 'last-round':
      return (
        <>
          <p>By the median pair of models in round {plan.round}, for this number of final items:</p>
          <DifferenceTable {...{ plan, metric, modelCount }} />
        </>
      );
    case 'shares':
      return (
        <>
          <p>
            With {count.format(plan.itemCount)} final items{plan.ofPositives && ' of the positive class'} and
            two models that differ on {Math.round(100 * discordantShare)} % of them:
          </p>
          <DifferenceTable {...{ plan, metric, modelCount }} />
        </>
      );
  }
}

type Row = { title: string; found: FoundDifference | null };

const listColumns = (metric: MetricName): Column<Row>[] => {
  const format = (value: number | undefined) =>
    value === undefined ? 'none' : formatDifference(metric, value);
  return [
    { title: 'Compared', isRowHeader: true, value: ({ title }) => title },
    { title: 'Smallest significant difference', align: 'end', value: ({ found }) => format(found?.smallest) },
    {
      title: 'True difference found in 80 % of rounds',
      align: 'end',
      value: ({ found }) => format(found?.foundIn80Percent),
    },
  ];
};

function DifferenceTable({
  plan: { alone, ranking },
  metric,
  modelCount,
}: {
  plan: { alone: FoundDifference | null; ranking: FoundDifference | null };
  metric: MetricName;
  modelCount: number;
}) {
  return (
    <div className="mt-s2">
      <DataTable
        look="brief"
        caption="Differences that a ranking can show"
        testId="ranking-plan"
        columns={listColumns(metric)}
        rows={[
          { title: 'one pair', found: alone },
          { title: `all pairs of ${count.format(modelCount)} models`, found: ranking },
        ]}
        keyOf={({ title }) => title}
      />
    </div>
  );
}

/** Rounds a detectable difference up, so that the plan doesn't promise too much. */
function formatDifference(metric: MetricName, value: number): string {
  if (!isBounded(metric)) return formatSignificant(value, 2);
  return `${(Math.ceil(1000 * value - 1e-6) / 10).toFixed(1)} points`;
}
