import type { ReactNode } from 'react';

/** Something drawn: what it shows above it, how to read it below. */
export function Figure({
  title,
  titleId,
  note,
  caption,
  children,
}: {
  title: string;
  titleId?: string;
  note: ReactNode;
  caption: ReactNode;
  children: ReactNode;
}) {
  return (
    <figure>
      <p id={titleId} className="mb-2 font-serif text-h3 font-semibold font-stretch-normal normal-nums">
        {title}
      </p>
      <p className="mb-s3 text-small text-ink-2">{note}</p>
      {children}
      <figcaption className="mt-s2 max-w-[68ch] text-small/[1.45] text-ink-2">{caption}</figcaption>
    </figure>
  );
}
