import type { ReactNode } from 'react';
import type { FreshnessView } from '@/lib/contracts/freshness';
import type { FreshnessState } from '@/lib/core/freshness/freshness-state';
import { FreshnessGlyph } from '../glyphs/freshness-glyph';
import { keepPercent } from '../keep-percent';

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

/**
 * One word and the sentence that decides.
 * @param whyHref where all reasons stand
 */
export function FreshnessHead({ freshness, whyHref }: { freshness: FreshnessView | null; whyHref: string }) {
  const { state, word, tone, note } = describeFreshness(freshness);
  const reason = freshness?.reasons.find((one) => one.state === state)?.text ?? null;
  return (
    <div className={`flex items-start gap-12 ${tone}`}>
      <FreshnessGlyph freshness={state} className="h-38 w-26 flex-none" />
      <div>
        <p className="font-serif text-[1.1875rem]/[1.2] font-semibold font-stretch-normal normal-nums">
          {word}
        </p>
        <Note>
          {reason && <>{keepPercent(reason)} </>}
          {!reason && note && <>{freshness ? note : `${note}; nothing is presumed`} </>}
          {freshness && <a href={whyHref}>Why?</a>}
        </Note>
      </div>
    </div>
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
