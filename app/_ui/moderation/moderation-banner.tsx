import type { ReactNode } from 'react';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import type { RoundState } from '@/lib/core/round/round';

/** What stops a round, before anything else that is said of it. */
export function ModerationBanner({
  state,
  title,
  reason,
  children,
}: {
  state: Extract<RoundState, 'frozen' | 'invalidated'>;
  title: ReactNode;
  /** The maintainers' public words. */
  reason: string | null;
  children: ReactNode;
}) {
  return (
    <div
      className="mt-s5 flex gap-s3 border-l-3 border-over bg-over-t px-14 py-12 text-data/[1.5]"
      role="note"
    >
      <RoundGlyph state={state} className="mt-5 text-over" />
      <div className="min-w-0">
        <p className="font-serif text-h3 font-semibold font-stretch-normal normal-nums wrap-anywhere [&_a]:text-inherit">
          {title}
        </p>
        {reason && <blockquote className="mt-s1 mb-6 max-w-[68ch] wrap-anywhere">{reason}</blockquote>}
        <p className="text-small text-ink-2">{children}</p>
      </div>
    </div>
  );
}
