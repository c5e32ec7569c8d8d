import Link from 'next/link';
import type { ReactNode } from 'react';

type TabsProps = {
  label: string;
  density?: 'few' | 'many';
  children: ReactNode;
};

/** Links to sibling pages. @param density `many` if the tabs don't fit on one line of a phone */
export function Tabs({ label, density = 'few', children }: TabsProps) {
  return (
    <nav aria-label={label} className={density === 'many' ? 'page-tabs is-many' : 'page-tabs'}>
      {children}
    </nav>
  );
}

type TabProps = {
  href: string;
  title: ReactNode;
  note?: ReactNode;
  isCurrent: boolean;
  isBelow?: boolean;
};

/** @param isBelow true if the current page is below the page of this tab */
export function Tab({ href, title, note, isCurrent, isBelow = false }: TabProps) {
  return (
    <Link href={href} aria-current={isCurrent ? (isBelow ? 'true' : 'page') : undefined}>
      <b>{title}</b>
      {note && <span>{note}</span>}
    </Link>
  );
}
