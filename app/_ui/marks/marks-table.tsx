import type { ReactNode } from 'react';
import type { MarkView } from '@/lib/contracts/mark';
import { Instant } from '../instant';

/** The calibration marks of a benchmark. @param actOn what can be done about one, for those who may */
export function MarksTable({
  marks,
  actOn,
}: {
  marks: readonly MarkView[];
  actOn?: (mark: MarkView) => ReactNode;
}) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Model version</th>
          <th scope="col">Ranked in rounds</th>
          <th scope="col">Vouched for by a maintainer</th>
          {actOn && (
            <th scope="col">
              <span className="vh">Action</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <tr key={JSON.stringify([mark.model_slug, mark.version])}>
            <th scope="row">
              {mark.model}
              <span>
                {mark.team}, version {mark.version}
              </span>
            </th>
            <td data-l="Ranked in rounds">{mark.rounds.join(', ') || 'none that counts'}</td>
            <td data-l="Vouched for">
              {mark.reason}
              <span className="small">
                {mark.dropped_at === null ? (
                  <>
                    since <Instant at={mark.designated_at} precision="day" />
                  </>
                ) : (
                  <>
                    no longer, since <Instant at={mark.dropped_at} />; rounds that had opened keep it
                  </>
                )}
              </span>
            </td>
            {actOn && <td>{actOn(mark)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
