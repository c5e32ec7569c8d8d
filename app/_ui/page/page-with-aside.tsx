import type { ReactNode } from 'react';

/** A page with a narrow column beside it, which goes below where the window is narrow. */
export function PageWithAside({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_316px] items-start gap-x-64 gap-y-s7 pt-s4 *:min-w-0 max-wide:grid-cols-[minmax(0,1fr)] max-wide:gap-x-s6 max-wide:gap-y-s6">
      <div>{children}</div>
      <aside className="pt-26 max-wide:grid max-wide:grid-cols-[1fr_1fr] max-wide:gap-x-s6 max-wide:pt-0 max-phone:grid-cols-[1fr]">
        {aside}
      </aside>
    </div>
  );
}
