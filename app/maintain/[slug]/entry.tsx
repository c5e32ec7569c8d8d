import type { ReactNode } from 'react';

/** What has come in and waits for a look: the facts of it, and at their side what was said and can be done. */
export function Entry({ children }: { children: ReactNode }) {
  return (
    <article className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)] gap-x-s6 gap-y-s3 border-t border-rule py-s4 text-data/[1.5] first-of-type:border-t-0 first-of-type:pt-0 max-phone:grid-cols-[minmax(0,1fr)]">
      {children}
    </article>
  );
}
