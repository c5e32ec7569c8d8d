import type { FreshnessView } from '@/lib/contracts/freshness';
import type { FreshnessState } from '@/lib/core/freshness/freshness-state';
import { FreshnessGlyph } from '../glyphs/freshness-glyph';

const words: Record<FreshnessState, { word: string; className: string }> = {
  fresh: { word: 'Fresh', className: 'sea' },
  aging: { word: 'Aging', className: 'warn' },
  stale: { word: 'Stale', className: 'over' },
  retired: { word: 'Retired', className: 'faint' },
  unproven: { word: 'Unproven', className: 'muted' },
};

/**
 * @param freshness null until it is measured, and then nothing is presumed
 * @param whyHref where the reasons stand; on a page-size badge
 */
export function FreshnessBadge({
  freshness,
  size,
  whyHref,
}: {
  freshness: FreshnessView | null;
  size: 'row' | 'page';
  whyHref?: string;
}) {
  const state = freshness?.state ?? 'unproven';
  const { word, className } = words[state];
  const note = describeNote(freshness);
  if (size === 'row')
    return (
      <span className={`fr ${className}`}>
        <FreshnessGlyph freshness={state} />
        <span>
          <b>{word}</b> {note && <small>{note}</small>}
        </span>
      </span>
    );
  return (
    <p className={`fresh-page ${className}`}>
      <FreshnessGlyph freshness={state} className="staff" />
      <span>
        <span className="word">{word}</span>
        {note && <span className="why">{freshness ? note : `${note}; nothing is presumed`}</span>}
        {freshness && whyHref && (
          <span className="why">
            <a href={whyHref}>Why?</a>
          </span>
        )}
      </span>
    </p>
  );
}

function describeNote(freshness: FreshnessView | null): string | null {
  if (freshness === null) return 'not measured yet';
  return freshness.holds_up ? `holds up: ${freshness.fresh_closes} fresh closes in a row` : null;
}
