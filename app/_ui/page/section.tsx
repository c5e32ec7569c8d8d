import type { ComponentProps, ReactNode } from 'react';
import { SectionHead } from './section-head';

type Props = ComponentProps<typeof SectionHead> & {
  id?: string;
  /** Named by this where the title alone would say too little. */
  label?: string;
  /** A step stands closer to what comes before it than a section does. */
  kind?: 'section' | 'step';
  /** Read out when it changes. */
  isLive?: boolean;
  children: ReactNode;
};

/** One part of a page under a title of its own. */
export function Section({ id, label, kind = 'section', isLive, children, ...head }: Props) {
  return (
    <section
      id={id}
      aria-label={label}
      aria-labelledby={label ? undefined : head.titleId}
      aria-live={isLive ? 'polite' : undefined}
      className={kind === 'step' ? 'mt-40' : 'mt-s7 max-phone:mt-40'}
    >
      <SectionHead {...head} />
      {children}
    </section>
  );
}
