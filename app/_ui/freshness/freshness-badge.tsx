import type { FreshnessView } from '@/lib/contracts/freshness';
import { type FreshnessState, freshnessWords } from '@/lib/core/freshness/freshness';
import { freshnessMarks } from '../svg/svg-parts';

export const freshnessTones: Readonly<Record<FreshnessState, string>> = {
  fresh: 'text-sea',
  aging: 'text-land',
  stale: 'text-over',
  superseded: 'text-ink-2',
  retired: 'text-ink-3',
  provisional: 'text-ink-2',
};

/** Symbol and word of a freshness state on one line. @param freshness null before the first opening */
export function FreshnessBadge({ freshness }: { freshness: FreshnessView | null }) {
  if (freshness === null) return <span className="text-ink-2">not opened yet</span>;
  const { state, fact } = freshness;
  return (
    <span className={`inline-flex items-baseline gap-7 ${freshnessTones[state]}`} title={fact}>
      <FreshnessGlyph freshness={state} className="h-18 w-15 self-center" />
      <b>{freshnessWords[state]}</b>
    </span>
  );
}

/** Symbol and word of a freshness state, and the fact that is the reason for it. */
export function FreshnessLine({ freshness }: { freshness: FreshnessView }) {
  const { state, fact } = freshness;
  return (
    <div className="flex items-start gap-12">
      <FreshnessGlyph freshness={state} className={`h-38 w-26 flex-none ${freshnessTones[state]}`} />
      <p className="text-data/[1.4]">
        <b
          className={`font-serif text-[1.1875rem]/[1.2] font-semibold font-stretch-normal ${freshnessTones[state]}`}
        >
          {freshnessWords[state]}
        </b>{' '}
        {fact}
      </p>
    </div>
  );
}

export function FreshnessGlyph({ freshness, className }: { freshness: FreshnessState; className: string }) {
  return (
    <svg
      className={`glyph ${className}`}
      viewBox="0 0 16 24"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: marks are constants of this code
      dangerouslySetInnerHTML={{ __html: freshnessMarks[freshness] }}
    />
  );
}
