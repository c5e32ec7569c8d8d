import type { ReactNode } from 'react';

/** What follows from what, for those who want to check it: folded, below what it comes to in plain words. */
export function Derivation({
  title = 'Formulas and sources',
  children,
}: {
  title?: string;
  children: ReactNode;
}) {
  return (
    <details className="my-s3">
      <summary>{title}</summary>
      <div className="mt-s2 [&>*+*]:mt-s3 [&>:is(p,ul)]:max-w-[72ch]">{children}</div>
    </details>
  );
}
