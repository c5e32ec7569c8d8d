import type { ComponentProps, ReactNode, Ref } from 'react';

type Props = Omit<ComponentProps<typeof SectionHead>, 'level'> & {
  id?: string;
  /** Accessible name of the section, if the title alone says too little. */
  label?: string;
  /** `step` has a smaller margin above; `page` is for a section that is the whole page. */
  kind?: keyof typeof spaces;
  /** True if screen readers should announce changes of the section. */
  isLive?: boolean;
  children: ReactNode;
};

const spaces = { section: 'mt-s7 max-phone:mt-40', step: 'mt-40', page: 'pt-s5' };

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

/**
 * The head of a section: a line, a title, and an optional note at the right.
 * @param asideTone `ink` for a note as important as the title
 */
export function SectionHead({
  level = 'h2',
  title,
  titleId,
  titleRef,
  aside,
  asideTone = 'muted',
  asideRole,
}: {
  /** `h1` if the section is the whole page. */
  level?: 'h1' | 'h2';
  title: ReactNode;
  titleId?: string;
  /** Reference to the title, for one that takes the focus when it appears. */
  titleRef?: Ref<HTMLHeadingElement>;
  aside?: ReactNode;
  asideTone?: 'muted' | 'ink';
  asideRole?: 'status';
}) {
  const Heading = level;
  return (
    <div className="mb-s4 flex items-baseline gap-s4 border-t-line border-ink pt-s3 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-2">
      <Heading id={titleId} ref={titleRef} tabIndex={titleRef ? -1 : undefined}>
        {title}
      </Heading>
      {aside && (
        <p
          role={asideRole}
          className={`ml-auto text-small wrap-anywhere max-phone:ml-0 max-phone:basis-full ${asideTone === 'muted' ? 'text-ink-2' : ''}`}
        >
          {aside}
        </p>
      )}
    </div>
  );
}

/** A part of a page that is folded at first. The browser unfolds it for a link to `id`. */
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
