import type { FreshnessView } from '@/lib/contracts/freshness';
import { type FreshnessState, freshnessWords } from '@/lib/core/freshness/freshness';
import { FreshnessGlyph } from '../glyphs/freshness-glyph';

const tones: Readonly<Record<FreshnessState, string>> = {
  fresh: 'text-sea',
  aging: 'text-land',
  stale: 'text-over',
  superseded: 'text-ink-2',
  retired: 'text-ink-3',
  provisional: 'text-ink-2',
};

/** In a line of words. @param freshness null before the first opening */
export function FreshnessBadge({ freshness }: { freshness: FreshnessView | null }) {
  if (freshness === null) return <span className="text-ink-2">not opened yet</span>;
  const { state, fact } = freshness;
  return (
    // Its own words stand on the line of those around it.
    <span className={`inline-flex items-baseline gap-7 ${tones[state]}`} title={fact}>
      <FreshnessGlyph freshness={state} className="h-18 w-15 self-center" />
      <b>{freshnessWords[state]}</b>
    </span>
  );
}

/** In a list: the fact stands below the word. @param freshness null before the first opening */
export function ListedFreshness({ freshness }: { freshness: FreshnessView | null }) {
  if (freshness === null) return <span className="text-ink-2">not opened yet</span>;
  const { state, fact } = freshness;
  return (
    <span className={`inline-flex items-center gap-8 ${tones[state]}`}>
      <FreshnessGlyph freshness={state} className="h-24 w-16 flex-none" />
      <span>
        <b className="block font-semibold">{freshnessWords[state]}</b>
        <small className="block text-small/[1.35] text-ink-2 max-phone:text-right">{fact}</small>
      </span>
    </span>
  );
}

/** In one line of a dense list. */
export function FreshnessWord({ freshness }: { freshness: FreshnessView | null }) {
  if (freshness === null) return <span className="text-ink-2">–</span>;
  const { state, fact } = freshness;
  return (
    <span className={`inline-flex items-center gap-5 align-middle ${tones[state]}`} title={fact}>
      <FreshnessGlyph freshness={state} className="h-14 w-10 flex-none" />
      {freshnessWords[state]}
    </span>
  );
}

/** The mark, the word and the fact, as one sentence of a page. */
export function FreshnessLine({ freshness }: { freshness: FreshnessView }) {
  const { state, fact } = freshness;
  return (
    <div className="flex items-start gap-12">
      <FreshnessGlyph freshness={state} className={`h-38 w-26 flex-none ${tones[state]}`} />
      <p className="text-data/[1.4]">
        <b className={`font-serif text-[1.1875rem]/[1.2] font-semibold font-stretch-normal ${tones[state]}`}>
          {freshnessWords[state]}
        </b>{' '}
        {fact}
      </p>
    </div>
  );
}
