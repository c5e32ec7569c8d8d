import { swashPath } from '../chrome/swash-path';

const width = 1200;
const edge = swashPath({ width, y: 2, lobe: 80, depth: 7, phase: 0.21 });
const older = [
  { y: 12.5, lobe: 78, depth: 5, phase: 0.83, className: 'swash is-far' },
  { y: 7.5, lobe: 76, depth: 6, phase: 0.47, className: 'swash is-behind' },
];

/** How far the leader's water reaches: it runs under the last row that is tied with the leader. */
export function Tideline({ columns, children }: { columns: number; children: React.ReactNode }) {
  return (
    <tr className="tideline">
      <td colSpan={columns}>
        <svg viewBox={`0 0 ${width} 22`} preserveAspectRatio="none" aria-hidden="true">
          <path className="tide-wash" d={`${edge}V0H0z`} />
          {older.map(({ className, ...line }) => (
            <path key={className} className={className} d={swashPath({ width, ...line })} />
          ))}
          <path className="swash" d={edge} />
        </svg>
        <p>
          <span>{children}</span>
        </p>
      </td>
    </tr>
  );
}
