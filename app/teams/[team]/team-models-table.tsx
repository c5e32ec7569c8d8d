import Link from 'next/link';
import { FreshnessBadge } from '@/app/_ui/benchmark/freshness-badge';
import { describeTable, EntryEvidence, RankInRound, ScoreInRound } from '@/app/_ui/model/rank-in-round';
import { formatEntryScore } from '@/app/_ui/ranking/entry-score';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import { None } from '@/app/_ui/table/none';
import { formatMetric } from '@/lib/core/metrics/format-score';
import type { TeamEntry, TeamModel } from '@/services/page/find-team-page';

/** A team's models: each by its newest official ranking, and beside it what the round in progress told so far. */
export function TeamModelsTable({ models }: { models: readonly TeamModel[] }) {
  return (
    <DataTable
      look="records"
      testId="team-models"
      rows={models}
      keyOf={({ benchmark, ...model }) => `${benchmark.slug}/${newestOf(model).entry.model_slug}`}
      columns={[
        { title: 'Model', isRowHeader: true, value: (model) => <Named model={model} /> },
        { title: 'Round', value: ({ benchmark, official }) => <InRound {...{ benchmark, official }} /> },
        {
          title: 'Rank',
          cell: 'whitespace-nowrap',
          value: ({ official }) => (official ? <RankInRound inRound={official} /> : <None />),
        },
        {
          title: 'Score',
          align: 'end',
          value: ({ benchmark: { direction }, official }) =>
            official ? (
              <>
                <ScoreInRound inRound={official} metric={official.metric} />
                <CellNote>
                  {formatMetric(official.metric)}, {direction} is better
                </CellNote>
              </>
            ) : (
              <None />
            ),
        },
        {
          title: 'Model frozen',
          value: ({ official }) => (official ? <EntryEvidence entry={official.entry} /> : <None />),
        },
        { title: 'In progress', value: ({ open }) => (open ? <Reported open={open} /> : <None />) },
        {
          title: 'Freshness',
          heading: 'Freshness of the benchmark',
          value: ({ benchmark }) => <FreshnessBadge freshness={benchmark.freshness} />,
        },
      ]}
    />
  );
}

/** One of both is there: a model without any row isn't listed. */
const newestOf = ({ official, open }: Pick<TeamModel, 'official' | 'open'>): TeamEntry => (official ?? open)!;

function Named({ model: { benchmark, ...model } }: { model: TeamModel }) {
  const { entry } = newestOf(model);
  return (
    <>
      <Link href={`/benchmarks/${benchmark.slug}/models/${entry.model_slug}`} prefetch={false}>
        {entry.model}
      </Link>
      <CellNote>
        <Link href={`/benchmarks/${benchmark.slug}`} prefetch={false}>
          {benchmark.title}
        </Link>
      </CellNote>
    </>
  );
}

function InRound({ benchmark, official }: Pick<TeamModel, 'benchmark' | 'official'>) {
  if (!official) return <None />;
  return (
    <>
      <Link href={`/benchmarks/${benchmark.slug}/rounds/${official.round}`} prefetch={false}>
        {official.title}
      </Link>
      <CellNote>{describeTable(official)}</CellNote>
    </>
  );
}

function Reported({ open: { title, metric, entry, split, item_count } }: { open: TeamEntry }) {
  const { score, interval } = formatEntryScore(metric, entry);
  return (
    <>
      told {score}
      {interval && ` (${interval})`}
      <CellNote>
        {title}, {item_count.toLocaleString('en')} items of the {split} part
      </CellNote>
    </>
  );
}
