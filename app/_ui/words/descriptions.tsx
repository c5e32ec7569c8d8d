import type { ReactNode } from 'react';

/** Terms and what they stand for, one below the other. @param terms how wide they are; on a phone `above` stand above */
export function Descriptions({
  terms = 'wide',
  children,
}: {
  terms?: 'wide' | 'narrow' | 'above';
  children: ReactNode;
}) {
  const columns =
    terms === 'narrow'
      ? 'grid-cols-[84px_minmax(0,1fr)] self-start'
      : `grid-cols-[132px_minmax(0,1fr)] ${terms === 'above' ? 'max-phone:grid-cols-[minmax(0,1fr)]' : 'max-phone:grid-cols-[128px_minmax(0,1fr)]'}`;
  return (
    <dl data-terms={terms} className={`group/terms grid text-data ${columns}`}>
      {children}
    </dl>
  );
}

export function Description({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="border-t border-rule py-7 text-ink-3 first:border-t-0 first:pt-0">{term}</dt>
      <dd className="border-t border-rule py-7 wrap-anywhere nth-2:border-t-0 nth-2:pt-0 group-data-[terms=above]/terms:max-phone:border-t-0 group-data-[terms=above]/terms:max-phone:pt-0">
        {children}
      </dd>
    </>
  );
}
