import type { ErratumView } from '@/lib/contracts/erratum';
import type { LabelCorrection, ScoreChange } from '@/lib/core/errata/erratum';
import { formatDifference, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { CellNote, type Column, DataTable, None } from '../table/data-table';

/** Maximum number of corrections shown; the others are folded, so that the scores below stay in view. */
const shownMax = 12;

export function CorrectionsTable({ corrections }: { corrections: readonly LabelCorrection[] }) {
  const [shown, folded] = [corrections.slice(0, shownMax), corrections.slice(shownMax)];
  return (
    <>
      <Rows corrections={shown} hasHead />
      {folded.length > 0 && (
        <details className="mt-s4">
          <summary>
            {folded.length.toLocaleString('en')} more {folded.length === 1 ? 'label' : 'labels'}
          </summary>
          <Rows corrections={folded} />
        </details>
      )}
    </>
  );
}

function Rows({ corrections, hasHead }: { corrections: readonly LabelCorrection[]; hasHead?: boolean }) {
  const cell = 'border-t border-rule py-7 pr-16 wrap-anywhere last:pr-0';
  return (
    <table className="text-data font-stretch-95%">
      <thead className={hasHead ? undefined : 'sr-only'}>
        <tr>
          {['Item', 'Label was', 'is now'].map((title) => (
            <th
              key={title}
              scope="col"
              className="pr-16 pb-6 text-small/inherit text-ink-3 wrap-anywhere last:pr-0"
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {corrections.map(({ id, from, to }) => (
          <tr key={id} className={hasHead ? 'first:*:border-ink' : undefined}>
            <td className={cell}>
              <code>{id}</code>
            </td>
            <td className={cell}>
              <s className="text-ink-3">{from}</s>
            </td>
            <td className={cell}>
              <b className="font-semibold">{to}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Props = {
  changes: readonly ScoreChange[];
  metric: MetricName;
};

/** A table of each model's score and rank before and after an erratum. */
export function ScoreChangesTable({ changes, metric }: Props) {
  return (
    <DataTable
      look="records"
      columns={columnsOf(metric)}
      rows={changes}
      keyOf={({ team, model }) => `${team}\n${model}`}
    />
  );
}

/**
 * In the table, a column “after” follows a column “before”. On a phone each row is a card, where `title` names the value in
 * full.
 */
const columnsOf = (metric: MetricName): readonly Column<ScoreChange>[] => [
  {
    title: 'Model',
    isRowHeader: true,
    value: ({ model, team, version }) => (
      <>
        {model}
        <CellNote>
          {team}, version {version}
        </CellNote>
      </>
    ),
  },
  {
    title: 'before',
    heading: <>{formatMetric(metric)} before</>,
    align: 'end',
    value: ({ score_before: score }) => (score === null ? <None /> : formatScore(metric, score)),
  },
  {
    title: 'after',
    align: 'end',
    value: ({ score_after: score }) => (score === null ? <None /> : <b>{formatScore(metric, score)}</b>),
  },
  {
    title: 'difference',
    heading: 'Difference',
    align: 'end',
    value: ({ score_before: before, score_after: after }) =>
      before === null || after === null ? <None /> : describeDifference(metric, after - before),
  },
  {
    title: 'rank before',
    heading: 'Rank before',
    align: 'end',
    value: ({ rank_before }) => rank_before ?? <None />,
  },
  {
    title: 'rank after',
    heading: 'after',
    align: 'end',
    value: ({ rank_after }) => (rank_after === null ? <None /> : <b>{rank_after}</b>),
  },
];

const describeDifference = (metric: MetricName, difference: number) =>
  difference === 0 ? <span className="text-ink-3">none</span> : formatDifference(metric, difference);

/** Names the maintainer who proposed an erratum and the person who consented. */
export function ErratumPeople({
  erratum: { proposed_by, consented_by },
}: {
  erratum: Pick<ErratumView, 'proposed_by' | 'consented_by'>;
}) {
  if (!proposed_by && !consented_by) return null;
  return (
    <p className="mb-s4 text-small text-ink-2">
      {proposed_by && <>Proposed by {proposed_by}. </>}
      {consented_by && <>Consented to by {consented_by}.</>}
    </p>
  );
}

/** For example `1 label` or `1,000 labels`. */
export const countLabels = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'label' : 'labels'}`;
