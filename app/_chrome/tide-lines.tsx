'use client';

import { swashPath } from '@/app/_ui/chrome/swash-path';

const width = 1280;
const lines = [
  { y: 6, lobe: 98, depth: 6, phase: 0.13, className: 'swash is-far' },
  { y: 15, lobe: 88, depth: 4.5, phase: 0.57, className: 'swash is-behind' },
  { y: 24, lobe: 104, depth: 5, phase: 0.31, className: 'swash' },
];

/**
 * The waves above the footer. A client component, since the HTML of a server component is sent a second time in the page's
 * payload.
 */
export function TideLines() {
  return (
    <svg
      className="h-34 w-full text-sea"
      viewBox={`0 0 ${width} 34`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {lines.map(({ className, ...line }) => (
        <path key={className} className={className} d={swashPath({ width, ...line })} />
      ))}
    </svg>
  );
}
