import type { ReactNode } from 'react';

/** A second line in a cell: who, when, how much of it. */
export function CellNote({ children }: { children: ReactNode }) {
  return (
    <span className="block font-sans text-small font-normal font-stretch-normal text-ink-2 normal-nums">
      {children}
    </span>
  );
}
