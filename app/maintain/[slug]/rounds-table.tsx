import Link from 'next/link';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { PlannedOpening } from '@/services/round/read-planned-openings';
import { SubmissionCountsCell } from './submission-counts-cell';

const count = new Intl.NumberFormat('en');

/**
 * All rounds of a benchmark, drafts included, newest first.
 * @param openings of the sealed rounds that open by themselves
 */
export function RoundsTable({
  slug,
  rounds,
  openings,
}: {
  slug: string;
  rounds: readonly MaintainedRoundView[];
  openings: ReadonlyMap<number, PlannedOpening>;
}) {
  return (
    <table className="cards-t rounds-t">
      <thead>
        <tr>
          <th scope="col">Round</th>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Items
          </th>
          <th scope="col">Submissions</th>
          <th scope="col">Exposure</th>
          <th scope="col">Commitment</th>
          <th scope="col">Opens</th>
          <th scope="col">Closes</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round.number}>
            <th scope="row">
              {round.state === 'draft' ? (
                round.title
              ) : (
                <Link href={`/maintain/${slug}/rounds/${round.number}`}>{round.title}</Link>
              )}
              <span>
                round {round.number}
                {round.replaces !== null && `, in the place of ${round.replaces}`}
              </span>
            </th>
            <td data-l="State">
              <span className={round.state === 'open' || round.state === 'frozen' ? 'ev over' : 'ev'}>
                <RoundGlyph state={round.state} />
                {round.state}
              </span>
            </td>
            <td data-l="Items" className="num">
              {itemsOf(round)}
            </td>
            <td data-l="Submissions">
              <SubmissionCountsCell counts={round.submissions} />
            </td>
            <td data-l="Exposure">
              <span className="small muted">
                {round.exposure === null ? 'not measured yet' : `${Math.round(round.exposure * 100)} %`}
              </span>
            </td>
            <td data-l="Commitment">
              {round.commitment ? (
                <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>
                  <code>{round.commitment.root.slice(0, 8)}…</code>
                  <span className="vh"> of {round.title}, on its public page</span>
                </Link>
              ) : (
                <span className="faint">–</span>
              )}
            </td>
            <td data-l="Opens">
              <Instant at={round.opened_at ?? openings.get(round.number)?.opensAt ?? round.opens_at} />
            </td>
            <td data-l="Closes">
              <Instant at={round.closed_at ?? openings.get(round.number)?.closesAt ?? round.closes_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function itemsOf({ item_count, feedback_count, check }: MaintainedRoundView) {
  if (item_count !== null)
    return (
      <>
        {count.format(item_count)}
        {feedback_count !== null && (
          <span className="small muted">{count.format(feedback_count)} feedback</span>
        )}
      </>
    );
  return check ? count.format(check.item_count) : <span className="faint">being checked</span>;
}
