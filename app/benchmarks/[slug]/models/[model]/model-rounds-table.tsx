import Link from 'next/link';
import { OpennessMark } from '@/app/_ui/disclosure/openness-mark';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { FewItemsNote } from '@/app/_ui/ranking/few-items-note';
import { formatRank } from '@/app/_ui/ranking/format-rank';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
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
              <CellNote>{describeStanding(inRound)}</CellNote>
            </>
          ),
        },
        { title: 'Version', value: ({ entry }) => entry.version },
        { title: 'Rank', value: rankOf },
        { title: 'Score', align: 'end', value: (inRound) => <ScoreOf inRound={inRound} metric={metric} /> },
        {
          title: 'Evidence',
          value: ({ entry }) => (
            <>
              <EvidenceBadge evidence={entry.evidence} />
              {entry.disclosure && (
                <span className="block">
                  <OpennessMark openness={entry.disclosure.openness} />
                </span>
              )}
            </>
          ),
        },
        {
          title: 'Equated',
          heading: 'On the base round’s scale',
          align: 'end',
          value: ({ entry: { equated } }) =>
            equated === null ? (
              <span className="text-ink-3">–</span>
            ) : (
              <>
                {formatScore(metric, equated.score)}
                <CellNote>{formatInterval(metric, equated)}</CellNote>
              </>
            ),
        },
      ]}
    />
  );
}

function describeStanding({
  state,
  part,
  item_count,
}: Pick<ModelInRoundView, 'state' | 'part' | 'item_count'>) {
  const items = `${item_count.toLocaleString('en')} items of the ${part} part`;
  if (state === 'open') return `provisional, ${items}`;
  if (state === 'frozen') return `under suspicion: it doesn’t count while the round is frozen; ${items}`;
  return state === 'invalidated' ? `invalidated: it ranks nobody; ${items}` : items;
}

type Row = ModelInRoundView & { counts: boolean };

const listRows = (inRound: ModelInRoundView): Row[] => [
  { ...inRound, counts: true },
  ...inRound.standing.map((entry) => ({ ...inRound, entry, counts: false })),
];

function rankOf({ entry, ranked, state, counts }: Row) {
  if (state === 'invalidated') return 'none';
  if (!counts) return 'stands beside it, not ranked';
  if (entry.rank === null) return entry.kind === 'host' ? 'host entry, not ranked' : 'baseline, not ranked';
  return (
    <>
      {formatRank(entry)} <span className="text-ink-3">of {ranked}</span>
    </>
  );
}

function ScoreOf({ inRound: { entry, state }, metric }: { inRound: ModelInRoundView; metric: MetricName }) {
  const score = formatScore(metric, entry.score);
  const { interval, after_erratum: after } = entry;
  return (
    <>
      <b>{state === 'invalidated' ? <s>{score}</s> : score}</b>
      <CellNote>{interval ? formatInterval(metric, interval) : 'no interval'}</CellNote>
      <FewItemsNote entry={entry} />
      {after && after.score !== entry.score && (
        <CellNote>by corrected labels {formatScore(metric, after.score)}</CellNote>
      )}
    </>
  );
}
