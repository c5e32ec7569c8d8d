import type { ReactNode } from 'react';

/** Two that belong together, the second one wider; one below the other where there is no room. */
export function TwoColumns({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[1fr_1.35fr] items-start gap-s7 *:min-w-0 max-wide:grid-cols-1">
      {children}
    </div>
  );
}
