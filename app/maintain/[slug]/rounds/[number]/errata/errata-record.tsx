import Link from 'next/link';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { Instant } from '@/app/_ui/instant';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';

/** All errata of a round, dropped ones too, newest first. */
export function ErrataRecord({ path, errata }: { path: string; errata: readonly MaintainedErratumView[] }) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Erratum</th>
          <th scope="col">State</th>
          <th scope="col">Reason</th>
          <th scope="col">Proposed</th>
          <th scope="col">Published</th>
        </tr>
      </thead>
      <tbody>
        {errata.map((erratum) => (
          <tr key={erratum.number}>
            <th scope="row">
              {erratum.state === 'published' ? (
                <Link href={`${path}#erratum-${erratum.number}`}>Erratum {erratum.number}</Link>
              ) : (
                `Erratum ${erratum.number}`
              )}
              <span>{countLabels(erratum.corrections.length)}</span>
            </th>
            <td data-l="State">{erratum.state}</td>
            <td data-l="Reason">{erratum.reason}</td>
            <td data-l="Proposed">
              <Instant at={erratum.proposed_at} />
            </td>
            <td data-l="Published">
              <Instant at={erratum.published_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
