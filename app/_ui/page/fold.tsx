import type { ReactNode } from 'react';

/** A part of a page that is closed at first. An address that names `id` opens it. */
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
