import Link from 'next/link';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { RoundGlyph } from '../glyphs/round-glyph';
import { Instant } from '../instant';

const count = new Intl.NumberFormat('en');

/** All rounds of a benchmark, drafts included, newest first. */
export function RoundsTable({ slug, rounds }: { slug: string; rounds: readonly MaintainedRoundView[] }) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Round</th>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Items
          </th>
          <th scope="col" className="num">
            Submissions
          </th>
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
                <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>{round.title}</Link>
              )}
              <span>round {round.number}</span>
            </th>
            <td data-l="State">
              <span className={round.state === 'open' ? 'ev over' : 'ev'}>
                <RoundGlyph state={round.state} />
                {round.state}
              </span>
            </td>
            <td data-l="Items" className="num">
              {itemsOf(round)}
            </td>
            <td data-l="Submissions" className="num">
              {submissionsOf(round)}
            </td>
            <td data-l="Opens">
              <Instant at={round.opened_at ?? round.opens_at} />
            </td>
            <td data-l="Closes">
              <Instant at={round.closed_at ?? round.closes_at} />
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
          <span className="small muted">{count.format(feedback_count)} of them feedback</span>
        )}
      </>
    );
  return check ? count.format(check.item_count) : <span className="faint">being checked</span>;
}

function submissionsOf({ submissions: { scored, unfinished, failed } }: MaintainedRoundView) {
  const more = [
    unfinished > 0 ? `${unfinished} under way` : '',
    failed > 0 ? `${failed} given back` : '',
  ].filter(Boolean);
  return (
    <>
      {scored > 0 ? `${count.format(scored)} scored` : '–'}
      {more.length > 0 && <span className="small muted">{more.join(', ')}</span>}
    </>
  );
}
