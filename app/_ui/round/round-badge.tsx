import type { RoundState } from '@/lib/core/round/round-state';
import { RoundGlyph } from '../glyphs/round-glyph';

/** A round by its title and state; magenta while it is open, as everything that the clock runs on. */
export function RoundBadge({ title, state }: { title: string; state: RoundState }) {
  return (
    <span className={state === 'open' ? 'ev rb now' : 'ev rb'}>
      <RoundGlyph state={state} />
      <span>
        {title}, {state}
      </span>
    </span>
  );
}
