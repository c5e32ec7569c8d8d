import { swashPath } from '../chrome/swash-path';

const width = 1200;
const edge = swashPath({ width, y: 2, lobe: 80, depth: 7, phase: 0.21 });
const older = [
  { y: 12.5, lobe: 78, depth: 5, phase: 0.83, className: 'swash is-far' },
  { y: 7.5, lobe: 76, depth: 6, phase: 0.47, className: 'swash is-behind' },
];

/** How far the leader's water reaches: it runs under the last row that is tied with the leader. */
export function Tideline({ columns, text }: { columns: number; text: string }) {
  return (
    <tr className="max-phone:block">
      <td
        className="relative h-46 align-top max-phone:block max-phone:h-auto max-phone:pb-10"
        colSpan={columns}
      >
        <svg
          className="absolute -top-1 left-0 h-22 w-full motion-safe:animate-wash *:[vector-effect:non-scaling-stroke]"
          viewBox={`0 0 ${width} 22`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path className="fill-shallow-1" d={`${edge}V0H0z`} />
          {older.map(({ className, ...line }) => (
            <path key={className} className={className} d={swashPath({ width, ...line })} />
          ))}
          <path className="swash" d={edge} />
        </svg>
        <p className="max-w-[min(var(--wrap),100vw-2*var(--gutter))] px-12 pt-19 pb-6 text-small/[1.35] text-ink-2 max-phone:px-8 max-phone:pt-20 max-phone:pb-0 [&_b]:text-ink">
          <b>Tideline.</b> {text}
        </p>
      </td>
    </tr>
  );
}
