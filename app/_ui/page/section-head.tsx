import type { ReactNode, Ref } from 'react';

/**
 * A ruled line, a title and at its end what else there is to say of the section.
 * @param asideTone `ink` for a word that matters as much as the title
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
  /** `h1` where the section is all of the page. */
  level?: 'h1' | 'h2';
  title: ReactNode;
  titleId?: string;
  /** For a title that takes the focus when it comes. */
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
