import type { ReactNode } from 'react';

/** Terms and what they stand for, one below the other. @param terms how wide they are; on a phone `above` stand above */
export function Descriptions({
  terms = 'wide',
  children,
}: {
  terms?: 'wide' | 'narrow' | 'above';
  children: ReactNode;
}) {
  return <dl className={terms === 'wide' ? 'descriptions' : `descriptions is-${terms}`}>{children}</dl>;
}

export const Description = ({ term, children }: { term: ReactNode; children: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </>
);
