import type { ReactNode } from 'react';

/** A few facts in a row, each under its term. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="mt-s5 flex flex-wrap gap-x-s6 gap-y-s2 text-small max-phone:mt-s4 max-phone:grid max-phone:grid-cols-2 max-phone:gap-x-s4 max-phone:gap-y-s3">
      {children}
    </dl>
  );
}

export function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3">{term}</dt>
      <dd className="font-medium text-ink wrap-anywhere max-phone:[&_time]:whitespace-normal">{children}</dd>
    </div>
  );
}
