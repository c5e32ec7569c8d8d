import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';

/** Where a page stands: the pages above it, and its own name if it isn't clear from the title. */
export function Crumbs({
  above,
  here,
}: {
  above: readonly { href: string; title: ReactNode }[];
  here?: ReactNode;
}) {
  return (
    <p className="mb-s2 text-small/inherit text-ink-3">
      {above.map(({ href, title }, i) => (
        <Fragment key={href}>
          {i > 0 && ' / '}
          <Link href={href} className="text-ink-2">
            {title}
          </Link>
        </Fragment>
      ))}
      {typeof here === 'string' ? ` / ${here}` : here && <> / {here}</>}
    </p>
  );
}
