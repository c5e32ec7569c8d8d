import { CheckGlyph, checkTones } from '@/app/_ui/glyphs/check-glyph';
import { Marked } from '@/app/_ui/glyphs/marked';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { checkOutcomes } from '@/lib/core/round/checks/check';
import { checkTitles } from './check-titles';

type Check = NonNullable<MaintainedRoundView['check']>['checks'][number];

const title = 'border-b border-ink pr-20 pb-7 text-small/inherit text-ink-2';
const cell = 'border-b border-rule py-10 align-top max-phone:w-auto max-phone:border-0 max-phone:p-0';

/** The checks before sealing: what blocks first, then what a maintainer has to judge. */
export function ChecksTable({ checks }: { checks: readonly Check[] }) {
  const inOrder = [...checks].sort(
    (a, b) => checkOutcomes.indexOf(b.outcome) - checkOutcomes.indexOf(a.outcome),
  );
  return (
    <table className="mt-s5 text-data max-phone:block">
      <thead className="max-phone:sr-only">
        <tr>
          {['Result', 'Check', 'Found'].map((name) => (
            <th key={name} scope="col" className={title}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-phone:block">
        {inOrder.map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </tbody>
    </table>
  );
}

/** What blocks stands on magenta, which reaches a little beyond the table. */
const blocked = {
  row: 'max-phone:-mx-12 max-phone:bg-over-t max-phone:px-12',
  first: 'bg-over-t shadow-[-12px_0_0_var(--over-t)] max-phone:shadow-none',
  middle: 'bg-over-t',
  last: 'bg-over-t shadow-[12px_0_0_var(--over-t)] max-phone:shadow-none',
};
const plain: typeof blocked = { row: '', first: '', middle: '', last: '' };

function CheckRow({ check: { name, outcome, detail } }: { check: Check }) {
  const ground = outcome === 'block' ? blocked : plain;
  return (
    <tr
      className={`max-phone:grid max-phone:grid-cols-[76px_minmax(0,1fr)] max-phone:border-b max-phone:border-rule max-phone:py-8 ${ground.row}`}
    >
      <td className={`w-100 pr-20 font-medium whitespace-nowrap ${cell} ${ground.first}`}>
        <Marked tone={checkTones[outcome]}>
          <CheckGlyph result={outcome} />
          {outcome}
        </Marked>
      </td>
      <th scope="row" className={`w-280 pr-20 font-semibold ${cell} ${ground.middle}`}>
        {checkTitles[name]}
      </th>
      <td className={`text-ink-2 wrap-anywhere max-phone:col-start-2 ${cell} ${ground.last}`}>{detail}</td>
    </tr>
  );
}
