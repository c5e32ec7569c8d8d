import { Instant } from '@/app/_ui/instant';
import type { PlannedOpening } from '@/services/round/read-planned-openings';
import type { RoundTrouble } from '@/services/round/read-trouble';

/** How one round stands, in a few lines. */
export function RoundStanding({
  trouble: { round, submissions, reports },
  opening,
}: {
  trouble: RoundTrouble;
  /** When a sealed round opens by itself. */
  opening: PlannedOpening | undefined;
}) {
  const waiting = reports?.filter((report) => report.handled_at === null).length;
  return (
    <dl className="standing one">
      <div>
        <dt>State</dt>
        <dd>{round.state}</dd>
      </div>
      <div>
        <dt>{round.opened_at ? 'Opened' : 'Opens'}</dt>
        <dd>
          <Instant at={round.opened_at ?? opening?.opensAt ?? round.opens_at} />
        </dd>
      </div>
      <div>
        <dt>{round.closed_at ? 'Closed' : 'Closes'}</dt>
        <dd>
          <Instant at={round.closed_at ?? opening?.closesAt ?? round.closes_at} />
        </dd>
      </div>
      <div>
        <dt>Scored</dt>
        <dd>
          {submissions.scored}, {submissions.unfinished === 0 ? 'none' : submissions.unfinished} under way
        </dd>
      </div>
      {waiting !== undefined && (
        <div>
          <dt>Reports</dt>
          <dd>{waiting === 0 ? 'none waits' : waiting === 1 ? <b>one waits</b> : <b>{waiting} wait</b>}</dd>
        </div>
      )}
    </dl>
  );
}
