import Link from 'next/link';
import type { ReactNode } from 'react';
import { CheckGlyph } from '../glyphs/check-glyph';

/** One choice of a filter: what is on has a tick. */
export function FilterLink({ href, isOn, children }: { href: string; isOn: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isOn ? 'true' : undefined}
      className="inline-flex items-center gap-6 border-l border-rule-2 px-10 py-6 whitespace-nowrap max-phone:px-7 text-ink-2 no-underline first:border-l-0 hover:text-ink aria-[current]:bg-well aria-[current]:font-semibold aria-[current]:text-ink [&_.glyph]:size-10"
      scroll={false}
      prefetch={false}
    >
      {isOn && <CheckGlyph result="pass" />}
      {children}
    </Link>
  );
}

/** Choices side by side, after what they are about. */
export function FilterChoices({ title, children }: { title: string; children: ReactNode }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-s2 gap-y-2">
      <span className="text-ink-2">{title}</span>
      <span className="inline-flex border border-rule-2 rounded-edge">{children}</span>
    </span>
  );
}
