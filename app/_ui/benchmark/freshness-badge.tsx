import type { ReactNode } from 'react';
import type { FreshnessView } from '@/lib/contracts/freshness';
import { type FreshnessState, freshnessWords } from '@/lib/core/freshness/freshness-state';
import { FreshnessGlyph } from '../glyphs/freshness-glyph';
import { keepPercent } from '../keep-percent';
import { describeMainReason, findMainReason } from './describe-main-reason';

const tones: Readonly<Record<FreshnessState, string>> = {
  fresh: 'text-sea',
  aging: 'text-land',
  stale: 'text-over',
  retired: 'text-ink-3',
  unproven: 'text-ink-2',
};

/** In a line of words. @param freshness null until it is measured, and then nothing is presumed */
export function FreshnessBadge({ freshness }: { freshness: FreshnessView | null }) {
  const { state, word, tone, note } = describeFreshness(freshness);
  return (
    // Its own words stand on the line of those around it.
    <span className={`inline-flex items-baseline gap-7 ${tone}`}>
      <FreshnessGlyph freshness={state} className="h-18 w-15 self-center" />
      <span>
        <b>{word}</b> {note && <small>{note}</small>}
      </span>
    </span>
  );
}

/** In a list: the main reason stands below the word. @param freshness null until it is measured, and then nothing is presumed */
export function ListedFreshness({ freshness }: { freshness: FreshnessView | null }) {
  const { state, word, tone } = describeFreshness(freshness);
  const reason = freshness === null ? 'not measured yet' : describeMainReason(freshness);
  return (
    <span className={`inline-flex items-center gap-8 ${tone}`}>
      <FreshnessGlyph freshness={state} className="h-24 w-16 flex-none" />
      <span>
        <b className="block font-semibold">{word}</b>
        <small className="block text-small/[1.35] text-ink-2 max-phone:text-right">{reason}</small>
      </span>
    </span>
  );
}

/** In one line of a dense list. */
export function FreshnessWord({ freshness }: { freshness: FreshnessView | null }) {
  const { state, word, tone } = describeFreshness(freshness);
  return (
    <span className={`inline-flex items-center gap-5 align-middle ${tone}`}>
      <FreshnessGlyph freshness={state} className="h-14 w-10 flex-none" />
      {word}
    </span>
  );
}

/**
 * One word and the sentence that decides.
 * @param whyHref where all reasons stand
 */
export function FreshnessHead({ freshness, whyHref }: { freshness: FreshnessView | null; whyHref: string }) {
  const { state, word, tone, note } = describeFreshness(freshness);
  const reason = (freshness && findMainReason(freshness)?.text) ?? null;
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
  return { state, word: freshnessWords[state], tone: tones[state], note: describeNote(freshness) };
}

function describeNote(freshness: FreshnessView | null): string | null {
  if (freshness === null) return 'not measured yet';
  return freshness.holds_up ? `holds up: ${freshness.fresh_closes} fresh closes in a row` : freshness.note;
}
