import type { ReactNode } from 'react';

/** A second line in a cell: who, when, how much of it. */
export function CellNote({ children }: { children: ReactNode }) {
  return <span className="cell-note">{children}</span>;
}
