import Link from 'next/link';
import { Fragment } from 'react';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { VersionHistoryView } from '@/lib/contracts/model';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

type Props = {
  slug: string;
  versionHistories: readonly VersionHistoryView[];
  metric: MetricName;
};

/** A ranking over several rounds of the models that were frozen before each of these rounds opened. */
export function VersionHistoriesSection({ slug, versionHistories, metric }: Props) {
  const [first] = versionHistories;
  if (!first) return null;
  return (
    <Section
      id="version-histories"
      title="Models frozen before the rounds"
      aside={
        <>
          mean over {first.rounds_needed} rounds, adjusted to round {first.base_round}’s difficulty; ± is one
          standard error
        </>
      }
    >
      <DataTable
        look="records"
        rows={versionHistories.filter(({ left_out }) => left_out !== 'no-round')}
        keyOf={({ model_slug }) => model_slug}
        columns={[
          { title: 'Rank range', value: describeRank },
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
      <p className="mt-s3 max-w-[68ch] text-small/[1.5] text-ink-2">
        Counts only rounds that opened after the model was frozen, as its receipt proves or a maintainer
        vouches. Ranges are wide, because all means share the error of adjusting: each round’s ranking shows
        more clearly who is better.{' '}
        <a href={`/api/v1/benchmarks/${slug}/version-histories?evidence=prospective`}>
          By receipts alone, as JSON
        </a>
      </p>
      <LeftOutModels
        slug={slug}
        models={versionHistories.filter(({ left_out }) => left_out === 'no-round')}
      />
    </Section>
  );
}

/** Maximum number of models named; the API lists all of them. */
const namedMax = 20;

function LeftOutModels({ slug, models }: { slug: string; models: readonly VersionHistoryView[] }) {
  if (models.length === 0) return null;
  return (
    <p className="mt-s3 max-w-[68ch] text-small/[1.5] text-ink-2">
      Left out, because no round opened after their version was frozen, or they have no adjusted score:{' '}
      {models.slice(0, namedMax).map(({ model, model_slug }, i) => (
        <Fragment key={model_slug}>
          {i > 0 && ', '}
          <Link href={`/benchmarks/${slug}/models/${model_slug}`} prefetch={false}>
            {model}
          </Link>
        </Fragment>
      ))}
      {models.length > namedMax && ` and ${models.length - namedMax} more`}.
    </p>
  );
}

function describeRank({
  rank,
  rank_lower,
  rank_upper,
  left_out,
  rounds,
  rounds_needed,
}: VersionHistoryView): string {
  return left_out === null
    ? formatRank({ rank, rank_lower, rank_upper })
    : `left out: ${rounds.length} of ${rounds_needed} rounds`;
}
