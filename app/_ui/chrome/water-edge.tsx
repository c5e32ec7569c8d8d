'use client';

import { swashPath } from './swash-path';

const width = 1200;
const edge = swashPath({ width, y: 2, lobe: 80, depth: 7, phase: 0.21 });
const older = [
  { y: 12.5, lobe: 78, depth: 5, phase: 0.83, className: 'swash is-far' },
  { y: 7.5, lobe: 76, depth: 6, phase: 0.47, className: 'swash is-behind' },
];

/**
 * The wave below the last row that ties for first. A client component, since the HTML of a server component is sent a second
 * time in the page's payload.
 */
export const WaterEdge = () => (
  <svg
    className="motion-safe:animate-wash"
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
);
