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
  // On a phone six of them take two lines; fewer share its width, without their notes.
  const space =
    density === 'many'
      ? 'mt-s5 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-0'
      : 'mt-s4 max-phone:gap-s3';
  return (
    <nav
      aria-label={label}
      data-density={density}
      className={`group/tabs flex gap-s6 border-b border-rule-2 ${space}`}
    >
      {children}
    </nav>
  );
}

const underlines = {
  whole: 'aria-[current]:after:bg-ink',
  /** What is provisional stands on a broken line, whether it is the current one or not. */
  broken:
    'after:absolute after:inset-x-0 after:-bottom-1 after:h-1 after:bg-[repeating-linear-gradient(90deg,var(--ink-2)_0_5px,var(--paper)_5px_9px)] aria-[current]:after:bg-[repeating-linear-gradient(90deg,var(--ink)_0_9px,var(--paper)_9px_13px)]',
};

/** @param isBelow whether the page lies below the one that the tab leads to */
export function Tab({
  href,
  title,
  note,
  isCurrent,
  isBelow = false,
  underline = 'whole',
}: {
  href: string;
  title: ReactNode;
  note?: ReactNode;
  isCurrent: boolean;
  isBelow?: boolean;
  underline?: keyof typeof underlines;
}) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? (isBelow ? 'true' : 'page') : undefined}
      className={`group relative pt-10 pb-11 leading-[1.25] text-ink-2 no-underline group-data-[density=many]/tabs:max-phone:flex-none aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:-bottom-2 aria-[current]:after:h-3 forced-colors:aria-[current]:border-b-3 ${underlines[underline]}`}
    >
      <b className="block font-serif text-h3/[1.2] font-semibold text-ink-2 normal-nums group-hover:text-ink group-aria-[current]:text-ink max-phone:text-body/[1.2]">
        {title}
      </b>
      {note && (
        <span className="text-small/inherit text-ink-3 group-aria-[current]:text-ink-2 max-phone:sr-only">
          {note}
        </span>
      )}
    </Link>
  );
}
