import { checkTones } from '@/app/_ui/glyphs/check-glyph';
import type { CheckOutcome } from '@/lib/core/round/checks/check';
import type { PlacedCheck } from '@/lib/core/round/checks/placed-check';

const percentOf = (place: number): string => `${(100 * place).toFixed(2)}%`;

const zoneLooks = {
  warn: 'stroke-land [stroke-dasharray:2_2]',
  block: 'stroke-over',
};

/** A dot passes, a triangle warns, a square blocks: the outcome is the check's own, wherever the mark lies. */
const marks: Readonly<Record<CheckOutcome, React.ReactNode>> = {
  pass: <circle r="4.5" fill="currentColor" />,
  warn: <path d="M0-7 6.5 5h-13z" fill="currentColor" />,
  block: <path d="M-5-5H5V5H-5z" fill="currentColor" />,
};

/** A check's figure on its scale: dotted where it would warn, thick where it would block. In per cent of the width, so that it fits any. */
export function CheckAxis({
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
