import Link from 'next/link';
import type { ReactNode } from 'react';

/** Links to pages that lie side by side. @param density `many` where six of them have no room on a phone */
export function Tabs({
  label,
  density = 'few',
  children,
}: {
  label: string;
  density?: 'few' | 'many';
  children: ReactNode;
}) {
  return (
    <nav aria-label={label} className={density === 'many' ? 'page-tabs is-many' : 'page-tabs'}>
      {children}
    </nav>
  );
}

/** @param isBelow whether the page lies below the one that the tab leads to */
export function Tab({
  href,
  title,
  note,
  isCurrent,
  isBelow = false,
}: {
  href: string;
  title: ReactNode;
  note?: ReactNode;
  isCurrent: boolean;
  isBelow?: boolean;
}) {
  return (
    <Link href={href} aria-current={isCurrent ? (isBelow ? 'true' : 'page') : undefined}>
      <b>{title}</b>
      {note && <span>{note}</span>}
    </Link>
  );
}
