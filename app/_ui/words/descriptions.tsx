import type { ReactNode } from 'react';

type Props = {
  terms?: 'wide' | 'narrow' | 'above';
  children: ReactNode;
};

/**
 * Terms with their descriptions, below one another. @param terms width of the terms' column; `above` puts terms above their
 * descriptions on a phone
 */
export function Descriptions({ terms = 'wide', children }: Props) {
  return <dl className={terms === 'wide' ? 'descriptions' : `descriptions is-${terms}`}>{children}</dl>;
}

export const Description = ({ term, children }: { term: ReactNode; children: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </>
);

/** A few facts in a row, each below its term. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="mt-s5 flex flex-wrap gap-x-s6 gap-y-s2 text-small max-phone:mt-s4 max-phone:grid max-phone:grid-cols-2 max-phone:gap-x-s4 max-phone:gap-y-s3 [&_dd]:font-medium [&_dd]:wrap-anywhere [&_dd]:text-ink max-phone:[&_time]:whitespace-normal [&_dt]:text-ink-3">
      {children}
    </dl>
  );
}

export function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
