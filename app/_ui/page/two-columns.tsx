import type { ReactNode } from 'react';

/**
 * Two that belong together, the second one wider; one below the other where there is no room.
 * @param of sections bring the space above them
 */
export function TwoColumns({ of = 'splits', children }: { of?: 'splits' | 'sections'; children: ReactNode }) {
  return (
    <div
      className={`grid grid-cols-[1fr_1.35fr] items-start gap-x-s7 *:min-w-0 max-wide:grid-cols-1 ${of === 'splits' ? 'gap-y-s7' : ''}`}
    >
      {children}
    </div>
  );
}
