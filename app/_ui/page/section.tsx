import type { ComponentProps, ReactNode } from 'react';
import { SectionHead } from './section-head';

type Props = Omit<ComponentProps<typeof SectionHead>, 'level'> & {
  id?: string;
  /** Named by this where the title alone would say too little. */
  label?: string;
  /** A step stands closer to what comes before it than a section does; `page` is all of a page. */
  kind?: keyof typeof spaces;
  /** Read out when it changes. */
  isLive?: boolean;
  children: ReactNode;
};

const spaces = { section: 'mt-s7 max-phone:mt-40', step: 'mt-40', page: 'pt-s5' };

/** One part of a page under a title of its own. */
export function Section({ id, label, kind = 'section', isLive, children, ...head }: Props) {
  return (
    <section
      id={id}
      aria-label={label}
      aria-labelledby={label ? undefined : head.titleId}
      aria-live={isLive ? 'polite' : undefined}
      className={spaces[kind]}
    >
      <SectionHead level={kind === 'page' ? 'h1' : 'h2'} {...head} />
      {children}
    </section>
  );
}
