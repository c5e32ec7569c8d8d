import { keepPercent } from '@/app/_ui/format-quantity';
import { CheckGlyph, checkTones, Marked } from '@/app/_ui/glyphs/glyphs';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { type CheckOutcome, checkOutcomes, type PlacedCheck } from '@/lib/core/round/checks/check';
import { placeCheck } from '@/lib/core/round/checks/place-check';
import { checkTitles, explainCheck, isNamedInDetail } from './explain-check';

type Report = NonNullable<MaintainedRoundView['check']>;

type Check = Report['checks'][number];

const title = 'border-b border-ink pb-7 text-small/inherit text-ink-2';

const cell = 'border-b border-rule py-8 max-phone:w-auto max-phone:border-0 max-phone:p-0';

/** A table of the checks before the seal: blocking ones first, then warnings. Each value is shown against its limits. */
export function ChecksTable({ report: { checks, item_count } }: { report: Report }) {
  const inOrder = [...checks].sort(
    (a, b) => checkOutcomes.indexOf(b.outcome) - checkOutcomes.indexOf(a.outcome),
  );
  return (
    <table className="mt-s5 w-full text-data max-phone:block" data-testid="checks">
      <thead className="max-phone:sr-only">
        <tr>
          <th scope="col" className={title}>
            Result
          </th>
          <th scope="col" className={title}>
            Check
          </th>
          <th scope="col" className={`${title} text-right`}>
            Value
          </th>
          <th scope="col" colSpan={2} className={`${title} pl-s6 max-wide:pl-20`}>
            Against its limits
          </th>
        </tr>
      </thead>
      <tbody className="max-phone:block">
        {inOrder.map((check) => (
          <CheckRow key={check.name} check={check} itemCount={item_count} />
        ))}
      </tbody>
    </table>
  );
}

/** Classes of a blocking row, which is magenta and extends a little beyond the table's edges. */
const blocked = {
  row: 'max-phone:-mx-12 max-phone:bg-over-t max-phone:px-12',
  first: 'bg-over-t shadow-[-12px_0_0_var(--over-t)] max-phone:shadow-none',
  middle: 'bg-over-t',
  last: 'bg-over-t shadow-[12px_0_0_var(--over-t)] max-phone:shadow-none',
};

const plain: typeof blocked = { row: '', first: '', middle: '', last: '' };

/** On phones a row has three lines: result and value, check, axis with limits. */
const places = {
  row: 'max-phone:grid max-phone:grid-cols-[auto_1fr_auto] max-phone:items-center max-phone:gap-x-12 max-phone:gap-y-4 max-phone:border-b max-phone:border-rule max-phone:py-10',
  check: 'max-phone:col-span-full max-phone:row-start-2',
  figure: 'max-phone:col-start-3 max-phone:row-start-1',
  axis: 'max-phone:col-span-2 max-phone:row-start-3',
  bounds: 'max-phone:col-start-3 max-phone:row-start-3 max-phone:text-right',
};

function CheckRow({ check, itemCount }: { check: Check; itemCount: number }) {
  const { name, outcome } = check;
  const { figure, axis, bounds } = placeCheck(check, itemCount);
  const ground = outcome === 'block' ? blocked : plain;
  return (
    <tr className={`${places.row} ${ground.row}`}>
      <td className={`w-94 font-medium whitespace-nowrap ${cell} ${ground.first}`}>
        <Marked tone={checkTones[outcome]}>
          <CheckGlyph result={outcome} />
          {outcome}
        </Marked>
      </td>
      <th scope="row" className={`font-semibold ${cell} ${places.check} ${ground.middle}`}>
        {checkTitles[name]}
        <CheckWords check={check} />
      </th>
      <td
        className={`w-100 pl-s3 text-right font-serif text-h3/[1.2] font-medium whitespace-nowrap ${cell} ${places.figure} ${ground.middle}`}
      >
        {figure}
      </td>
      <td className={`w-320 pl-s6 max-wide:w-180 max-wide:pl-20 ${cell} ${places.axis} ${ground.middle}`}>
        {axis && <CheckAxis axis={axis} outcome={outcome} />}
      </td>
      <td
        className={`w-150 pl-20 text-micro/[1.4] text-ink-2 max-wide:w-120 max-wide:pl-12 ${cell} ${places.bounds} ${ground.last}`}
      >
        {bounds.map((bound) => (
          <span key={bound} className="block">
            {bound}
          </span>
        ))}
      </td>
    </tr>
  );
}

/**
 * The fault that a check found and its remedy. Passed checks have few numbers and show them, except the checks of order and
 * ids.
 */
function CheckWords({ check }: { check: Check }) {
  const words = explainCheck(check);
  const numbers = keepPercent(check.detail);
  const isPlain = check.name !== 'order' && check.name !== 'ids';
  if (words === null && isPlain) return <div className={wordsClasses}>{numbers}</div>;
  return (
    <div className={wordsClasses}>
      {words ? (
        <>
          <span className="text-ink">
            {words.wrong}
            {isNamedInDetail(check) && <> {numbers}</>}
          </span>{' '}
          {words.todo}
        </>
      ) : (
        'No association with the labels.'
      )}
    </div>
  );
}

const wordsClasses = 'text-small/[1.4] font-normal text-ink-2 wrap-anywhere';

const percentOf = (place: number): string => `${(100 * place).toFixed(2)}%`;

const zoneLooks = { warn: 'stroke-land [stroke-dasharray:2_2]', block: 'stroke-over' };

/** Symbols by the outcome of a check, since the position on the axis alone doesn't show the outcome. */
const marks: Readonly<Record<CheckOutcome, React.ReactNode>> = {
  pass: <circle r="4.5" fill="currentColor" />,
  warn: <path d="M0-7 6.5 5h-13z" fill="currentColor" />,
  block: <path d="M-5-5H5V5H-5z" fill="currentColor" />,
};

/**
 * The axis of a check with its value. The line is dotted where the check would warn and thick where it would block. Positions
 * are in per cent of the width.
 */
function CheckAxis({
  axis: { at, zones },
  outcome,
}: {
  axis: NonNullable<PlacedCheck['axis']>;
  outcome: CheckOutcome;
}) {
  return (
    <svg className="block h-26 w-full overflow-visible" aria-hidden="true">
      <line x1="0" x2="100%" y1="13" y2="13" className="stroke-rule-2" />
      {zones.map(({ outcome: kind, from, to }) => (
        <line
          key={`${kind} ${from}`}
          x1={percentOf(from)}
          x2={percentOf(to)}
          y1="13"
          y2="13"
          className={`stroke-[3] ${zoneLooks[kind]}`}
        />
      ))}
      <svg aria-hidden="true" x={percentOf(at)} y="13" className={`overflow-visible ${checkTones[outcome]}`}>
        {marks[outcome]}
      </svg>
    </svg>
  );
}
