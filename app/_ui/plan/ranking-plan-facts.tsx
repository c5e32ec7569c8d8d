import { formatSignificant } from '@/lib/core/metrics/format-significant';
import { isBounded } from '@/lib/core/metrics/is-bounded';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { FoundDifference, RankingPlan } from '@/lib/core/planner/plan-ranking';
import type { RoundToPlan } from '@/lib/core/planner/plan-round';
import { type Column, DataTable } from '../table/data-table';

const count = new Intl.NumberFormat('en');

/** The differences between models that a ranking can show. */
export function RankingPlanFacts({
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

/** Rounded up, so that it isn't promised too small. */
function formatDifference(metric: MetricName, value: number): string {
  if (!isBounded(metric)) return formatSignificant(value, 2);
  return `${(Math.ceil(1000 * value - 1e-6) / 10).toFixed(1)} points`;
}
