import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { LineageView } from '@/lib/contracts/lineage';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The rolling rank of models that were frozen before the rounds that they are compared on. */
export function LineagesSection({
  slug,
  lineages,
  metric,
}: {
  slug: string;
  lineages: readonly LineageView[];
  metric: MetricName;
}) {
  const [first] = lineages;
  if (!first) return null;
  return (
    <Section
      id="lineages"
      title="Over the last rounds"
      aside={
        <>
          mean score on the scale of round {first.base_round}, over {first.rounds_needed} rounds
        </>
      }
    >
      <p className="mt-s3 mb-s4 max-w-[37em] text-small">
        Counts only rounds that opened after the model was frozen: its receipt proves that, or a maintainer
        vouches for it. <a href={`/api/v1/benchmarks/${slug}/lineages?evidence=prospective`}>The API</a> has
        the ranking by receipts alone. ± is one standard error of putting scores on one scale. Ranks follow
        the means alone: no test stands behind them, and neighbours may as well stand the other way round.
      </p>
      <DataTable
        look="records"
        rows={lineages}
        keyOf={({ model_slug }) => model_slug}
        columns={[
          { title: 'Rank', value: ({ rank }) => rank ?? 'too few rounds' },
          {
            title: 'Model',
            isRowHeader: true,
            value: ({ model, model_slug, team }) => (
              <>
                <Link href={`/benchmarks/${slug}/models/${model_slug}`}>{model}</Link>
                <CellNote>{team}</CellNote>
              </>
            ),
          },
          {
            title: 'Mean score',
            align: 'end',
            value: ({ score, standard_error }) => (
              <>
                {score !== null && formatScore(metric, score)}
                {standard_error !== null && ` ± ${formatScore(metric, standard_error)}`}
              </>
            ),
          },
          { title: 'Rounds', value: ({ rounds }) => rounds.join(', ') },
        ]}
      />
    </Section>
  );
}
