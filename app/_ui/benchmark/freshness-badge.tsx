import { type Freshness, FreshnessGlyph } from '../glyphs/freshness-glyph';

const words: Record<Freshness, { word: string; className: string }> = {
  fresh: { word: 'Fresh', className: 'sea' },
  aging: { word: 'Aging', className: 'warn' },
  stale: { word: 'Stale', className: 'over' },
  retired: { word: 'Retired', className: 'faint' },
  unproven: { word: 'Unproven', className: 'muted' },
};

/** @param freshness as the contract gives it: null until it is measured, and then nothing is presumed */
export function FreshnessBadge({ freshness, size }: { freshness: string | null; size: 'row' | 'page' }) {
  const state: Freshness = isFreshness(freshness) ? freshness : 'unproven';
  const { word, className } = words[state];
  const note = freshness === null ? 'not measured yet' : null;
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
        {note && <span className="why">{note}; nothing is presumed</span>}
      </span>
    </p>
  );
}

const isFreshness = (word: string | null): word is Freshness => word !== null && Object.hasOwn(words, word);
