import type { ReactNode } from 'react';
import type { RoundState } from '@/lib/core/round/round-state';
import { RoundGlyph } from '../glyphs/round-glyph';

/** What stops a round, before anything else that is said of it. */
export function TroubleBanner(props: {
  state: Extract<RoundState, 'frozen' | 'invalidated'>;
  title: ReactNode;
  /** The maintainers' public words. */
  reason: string | null;
  children: ReactNode;
}) {
  return (
    <div
      role="note"
      className="mt-s5 flex gap-s3 border-l-3 border-over bg-over-t px-14 py-12 text-data/[1.5] [&>.glyph]:mt-5 [&>.glyph]:text-over"
    >
      <RoundGlyph state={props.state} />
      <div className="min-w-0">
        <p className="font-serif text-h3 font-semibold normal-nums wrap-anywhere [&_a]:text-inherit">
          {props.title}
        </p>
        {props.reason && (
          <blockquote className="mt-4 mb-6 max-w-[68ch] wrap-anywhere">{props.reason}</blockquote>
        )}
        <p className="text-small text-ink-2">{props.children}</p>
      </div>
    </div>
  );
}
