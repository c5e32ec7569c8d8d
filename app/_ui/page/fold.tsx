import Link from 'next/link';
import type { ReactNode } from 'react';

/** A part of a page that most readers pass by. An address that names `id` opens it. */
export function Fold({ id, title, children }: { id?: string; title: ReactNode; children: ReactNode }) {
  return (
    <details className="group/fold border-t border-rule py-s3 last:border-b">
      <summary className="cursor-pointer text-small font-medium text-ink">{title}</summary>
      <div id={id} className="pt-s3 pb-s2">
        {children}
      </div>
    </details>
  );
}

/** In a list of folds: a part that has a page of its own. */
export const FoldLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <p className="border-t border-rule py-s3 text-small font-medium last:border-b">
    <Link href={href}>{children}</Link>
  </p>
);
