import type { ReactNode } from 'react';
import type { OpennessLevel } from '@/lib/core/model/disclosure';

/** Openness is square: a full one is open, a half one is had on request, a struck one is closed. A dash says nothing. */
export function OpennessGlyph({ level }: { level: OpennessLevel | null }) {
  return (
    <svg className="glyph" viewBox="-7 -7 14 14" aria-hidden="true">
      {shapes[level ?? 'undisclosed']}
    </svg>
  );
}

const edge = <path d="M-4.3-4.3h8.6v8.6h-8.6z" fill="none" stroke="currentColor" strokeWidth="1.5" />;

const shapes: Readonly<Record<OpennessLevel | 'undisclosed', ReactNode>> = {
  open: <path d="M-5-5h10v10h-10z" fill="currentColor" />,
  'on-request': (
    <>
      {edge}
      <path d="M-4.3-4.3h4.3v8.6h-4.3z" fill="currentColor" />
    </>
  ),
  closed: (
    <>
      {edge}
      <path d="M-4.3 4.3 4.3-4.3" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  undisclosed: <path d="M-3.5 0h7" stroke="currentColor" strokeWidth="1.5" />,
};
