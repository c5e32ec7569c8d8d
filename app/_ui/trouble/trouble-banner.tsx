import type { ReactNode } from 'react';
import type { RoundState } from '@/lib/core/round/round-state';
import { RoundGlyph } from '../glyphs/round-glyph';

/** What stops a round, before anything else that is said of it. */
export function TroubleBanner(of: {
  state: Extract<RoundState, 'frozen' | 'invalidated'>;
  title: ReactNode;
  /** The maintainers' public words. */
  reason: string | null;
  children: ReactNode;
}) {
  return (
    <div className="trouble" role="note">
      <RoundGlyph state={of.state} />
      <div>
        <p className="trouble-title">{of.title}</p>
        {of.reason && <blockquote className="breaks">{of.reason}</blockquote>}
        <p className="small">{of.children}</p>
      </div>
    </div>
  );
}
