import Link from 'next/link';
import { describeTable } from '@/app/_ui/model/describe-table';
import { EntryEvidence } from '@/app/_ui/model/entry-evidence';
import { RankInRound } from '@/app/_ui/model/rank-in-round';
import { ScoreInRound } from '@/app/_ui/model/score-in-round';
import { CellNote } from '@/app/_ui/table/cell-note';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { None } from '@/app/_ui/table/none';
import type { ModelInRoundView, ModelView } from '@/lib/contracts/model';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** A model's row in every ranking that has it, and below it the versions that stand beside it there. */
export function ModelRoundsTable({ slug, model }: { slug: string; model: ModelView }) {
  const { metric } = model;
  return (
    <DataTable
      look="records"
      testId="model-rounds"
      rows={model.rounds.flatMap(listRows)}
      keyOf={({ round, entry }) => JSON.stringify([round, entry.version])}
      columns={[
        {
          title: 'Round',
          isRowHeader: true,
          value: ({ round, title, ...inRound }) => (
            <>
              <Link href={`/benchmarks/${slug}/rounds/${round}`}>{title}</Link>
              <CellNote>{describeTable(inRound)}</CellNote>
            </>
          ),
        },
        { title: 'Version', value: ({ entry }) => entry.version },
        { title: 'Rank', value: (inRound) => <RankInRound inRound={inRound} counts={inRound.counts} /> },
        {
          title: 'Score',
          align: 'end',
          value: (inRound) => <ScoreInRound inRound={inRound} metric={metric} />,
        },
        {
          title: 'Evidence',
          // A round in progress says nothing of it, here as in its table.
          value: ({ entry, provisional }) =>
            provisional ? (
              <span className="text-ink-3">reported with the ranking</span>
            ) : (
              <EntryEvidence entry={entry} />
            ),
        },
        ...(model.rounds.some(({ entry }) => entry.equated !== null) ? [adjustedColumn(metric)] : []),
      ]}
    />
  );
}

const adjustedColumn = (metric: MetricName): Column<Row> => ({
  title: 'Adjusted',
  heading: 'Adjusted to the base round’s difficulty',
  align: 'end',
  value: ({ entry: { equated } }) =>
    equated === null ? (
      <None />
    ) : (
      <>
        {formatScore(metric, equated.score)}
        <CellNote>{formatInterval(metric, equated)}</CellNote>
      </>
    ),
});

type Row = ModelInRoundView & { counts: boolean };

const listRows = (inRound: ModelInRoundView): Row[] => [
  { ...inRound, counts: true },
  ...inRound.standing.map((entry) => ({ ...inRound, entry, counts: false })),
];
