import { CheckGlyph, checkTones } from '@/app/_ui/glyphs/check-glyph';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { checkOutcomes } from '@/lib/core/round/checks/check';
import { checkTitles } from './check-titles';

type Check = NonNullable<MaintainedRoundView['check']>['checks'][number];

/** The checks before sealing: what blocks first, then what a maintainer has to judge. */
export function ChecksTable({ checks }: { checks: readonly Check[] }) {
  const inOrder = [...checks].sort(
    (a, b) => checkOutcomes.indexOf(b.outcome) - checkOutcomes.indexOf(a.outcome),
  );
  return (
    <table className="check-table">
      <thead>
        <tr>
          <th scope="col">Result</th>
          <th scope="col">Check</th>
          <th scope="col">Found</th>
        </tr>
      </thead>
      <tbody>
        {inOrder.map(({ name, outcome, detail }) => (
          <tr key={name} className={`is-${outcome}`}>
            <td>
              <span className={`ev ${checkTones[outcome]}`}>
                <CheckGlyph result={outcome} />
                {outcome}
              </span>
            </td>
            <th scope="row">{checkTitles[name]}</th>
            <td className="breaks">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
