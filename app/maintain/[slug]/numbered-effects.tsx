import type { ReactNode } from 'react';

/** What a step will do, one after the other, as the items of a list. */
export function NumberedEffects({ children }: { children: ReactNode }) {
  return (
    <ol className="mt-s3 mb-s4 list-decimal pl-18 text-data/[1.45] *:py-2 marker:text-[0.9em] marker:text-ink-3">
      {children}
    </ol>
  );
}
