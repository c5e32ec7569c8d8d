import type { ReactNode } from 'react';

/** How things stand, beside a page's head. */
export function StandingFacts({ children }: { children: ReactNode }) {
  return <dl className="border-t-line border-ink text-small [&_b]:font-semibold">{children}</dl>;
}

export function StandingFact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[100px_1fr] border-t border-rule py-5 max-small:grid-cols-[72px_1fr]">
      <dt className="text-ink-3">{term}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}
