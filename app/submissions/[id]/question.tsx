import { type ReactNode, useId } from 'react';

type Props = {
  title: string;
  answer?: ReactNode;
  isWide?: boolean;
  children?: ReactNode;
};

/** A section whose title is a question of the reader, with the answer in a large font. */
export function Question({ title, answer, isWide = false, children }: Props) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className={`min-w-0 border-t-line border-ink pt-s3 pb-s6 ${isWide ? 'col-span-full' : ''}`}
    >
      <h2 id={titleId} className="text-h3 font-semibold text-ink-2">
        {title}
      </h2>
      {answer && (
        <p className="mt-4 mb-s2 font-serif text-h2 font-medium text-pretty normal-nums">{answer}</p>
      )}
      {children}
    </section>
  );
}

/** The consequence of a section's answer, or its reason. */
export const Explanation = ({ children }: { children: ReactNode }) => (
  <p className="mt-s2 max-w-[37em] text-data/[1.5] text-ink-2">{children}</p>
);
