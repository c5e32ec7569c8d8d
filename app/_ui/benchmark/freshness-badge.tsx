import type { ReactNode } from 'react';
import type { FreshnessView } from '@/lib/contracts/freshness';
import type { FreshnessState } from '@/lib/core/freshness/freshness-state';
import { FreshnessGlyph } from '../glyphs/freshness-glyph';

const words: Record<FreshnessState, { word: string; tone: string }> = {
  fresh: { word: 'Fresh', tone: 'text-sea' },
  aging: { word: 'Aging', tone: 'text-land' },
  stale: { word: 'Stale', tone: 'text-over' },
  retired: { word: 'Retired', tone: 'text-ink-3' },
  unproven: { word: 'Unproven', tone: 'text-ink-2' },
};

/**
 * @param freshness null until it is measured, and then nothing is presumed
 * @param size `row` in a line of words, `list` larger, its note below
 */
export function FreshnessBadge({
  freshness,
  size,
}: {
  freshness: FreshnessView | null;
  size: 'row' | 'list';
}) {
  const { state, word, tone, note } = describeFreshness(freshness);
  const isList = size === 'list';
  return (
    <span className={`inline-flex items-center ${isList ? 'gap-9 whitespace-nowrap' : 'gap-7'} ${tone}`}>
      <FreshnessGlyph freshness={state} className={isList ? 'h-28 w-20' : 'h-18 w-15'} />
      <span className={isList ? 'max-phone:flex max-phone:items-baseline max-phone:gap-s2' : ''}>
        <b>{word}</b>{' '}
        {note && (
          <small
            className={isList ? 'block max-w-[26ch] whitespace-normal text-small/inherit text-ink-2' : ''}
          >
            {note}
          </small>
        )}
      </span>
    </span>
  );
}

/** @param whyHref where the reasons stand */
export function FreshnessHead({ freshness, whyHref }: { freshness: FreshnessView | null; whyHref: string }) {
  const { state, word, tone, note } = describeFreshness(freshness);
  return (
    <p className={`flex items-center gap-10 ${tone}`}>
      <FreshnessGlyph freshness={state} className="h-38 w-26" />
      <span>
        <span className="block font-serif text-[1.1875rem]/[1.2] font-semibold font-stretch-normal normal-nums">
          {word}
        </span>
        {note && <Note>{freshness ? note : `${note}; nothing is presumed`}</Note>}
        {freshness && (
          <Note>
            <a href={whyHref}>Why?</a>
          </Note>
        )}
      </span>
    </p>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <span className="block text-small/[1.35] text-ink-2">{children}</span>;
}

function describeFreshness(freshness: FreshnessView | null) {
  const state = freshness?.state ?? 'unproven';
  return { state, ...words[state], note: describeNote(freshness) };
}

function describeNote(freshness: FreshnessView | null): string | null {
  if (freshness === null) return 'not measured yet';
  return freshness.holds_up ? `holds up: ${freshness.fresh_closes} fresh closes in a row` : freshness.note;
}
