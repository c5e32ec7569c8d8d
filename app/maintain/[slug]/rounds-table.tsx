import Link from 'next/link';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Marked, RoundGlyph } from '@/app/_ui/glyphs/glyphs';
import { IsoInstant } from '@/app/_ui/instant';
import { datesOf } from '@/app/_ui/round/describe-round';
import { CellNote, type Column, DataTable, None } from '@/app/_ui/table/data-table';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { removeDraft } from './actions';
import { summariseChecks } from './explain-check';

const count = new Intl.NumberFormat('en');

type Props = {
  slug: string;
  rounds: readonly MaintainedRoundView[];
  canDelete: boolean;
};

/** A table of all rounds of a benchmark, drafts included, newest first. */
export function RoundsTable({ slug, rounds, canDelete }: Props) {
  const columns: Column<MaintainedRoundView>[] = [
    {
      title: 'Round',
      isRowHeader: true,
      value: (round) => (
        <>
          <RoundName slug={slug} round={round} />
          {canDelete && round.state === 'draft' && <DeleteDraft slug={slug} draft={round} />}
        </>
      ),
    },
    { title: 'State', value: (round) => <State round={round} /> },
    { title: 'Items', align: 'end', value: (round) => <ItemCount round={round} /> },
    { title: 'Submissions', value: ({ submissions }) => <SubmissionCountsCell counts={submissions} /> },
    {
      title: 'Worst exposure',
      value: ({ state, exposure }) =>
        state === 'draft' ? <None /> : <CellNote>{describeExposure(exposure)}</CellNote>,
    },
    { title: 'Commitment', value: (round) => <Commitment slug={slug} round={round} /> },
    { title: 'Opens', value: (round) => <IsoInstant at={datesOf(round).opens_at} /> },
    { title: 'Closes', value: (round) => <IsoInstant at={datesOf(round).closes_at} /> },
  ];
  return <DataTable look="records" columns={columns} rows={rounds} keyOf={({ number }) => number} />;
}

type OfRound = { slug: string; round: MaintainedRoundView };

function RoundName({ slug, round: { number, title, replaces } }: OfRound) {
  return (
    <>
      <Link href={`/maintain/${slug}/rounds/${number}`}>{title}</Link>
      <CellNote>
        round {number}
        {replaces !== null && `, in the place of ${replaces}`}
      </CellNote>
    </>
  );
}

function State({ round: { state, check } }: Pick<OfRound, 'round'>) {
  return (
    <>
      <Marked glyphSize="cell" tone={state === 'open' || state === 'frozen' ? 'text-over' : undefined}>
        <RoundGlyph state={state} />
        {state}
      </Marked>
      {state === 'draft' && <CellNote>checks: {summariseChecks(check)}</CellNote>}
    </>
  );
}

function ItemCount({ round: { item_count, feedback_count, check } }: Pick<OfRound, 'round'>) {
  if (item_count === null)
    return check ? count.format(check.item_count) : <span className="text-ink-3">being checked</span>;
  return (
    <>
      {count.format(item_count)}
      {feedback_count !== null && <CellNote>{count.format(feedback_count)} feedback</CellNote>}
    </>
  );
}

const describeExposure = (exposure: number | null): string =>
  exposure === null ? 'not measured yet' : `${Math.round(exposure * 100)} %`;

function Commitment({ slug, round: { number, title, commitment } }: OfRound) {
  if (!commitment) return <None />;
  return (
    <Link href={`/benchmarks/${slug}/rounds/${number}`}>
      <code>{commitment.root.slice(0, 8)}…</code>
      <span className="sr-only"> of {title}, on its public page</span>
    </Link>
  );
}

/** The form that deletes a draft. The button is folded, so that a deletion takes two clicks. */
function DeleteDraft({ slug, draft }: { slug: string; draft: MaintainedRoundView }) {
  return (
    <ActionForm
      action={removeDraft}
      about={{ slug, round: draft.number }}
      shape="sure"
      place="table"
      foldedUnder="Delete"
      button={`Delete ${draft.title} and its file`}
      busy="Deleting"
      look="danger"
    />
  );
}

/** The number of a round's submissions by state. Rejected and failed ones use no slot. */
function SubmissionCountsCell({ counts }: { counts: MaintainedRoundView['submissions'] }) {
  const { scored, ...others } = counts;
  const more = (
    [
      [others.unfinished, 'in progress'],
      [others.rejected, 'rejected'],
      [others.failed, 'failed'],
    ] as const
  ).filter(([number]) => number > 0);
  if (scored === 0 && more.length === 0) return <None />;
  return (
    <>
      {count.format(scored)} scored
      {more.map(([number, state]) => (
        <CellNote key={state}>
          {count.format(number)} {state}
        </CellNote>
      ))}
    </>
  );
}
