import { formatDifferenceBy } from '@/lib/core/metrics/format-by-bounds';
import { CheckGlyph } from '../glyphs/check-glyph';
import { Marked } from '../glyphs/marked';
import type { RowFacts } from './row-facts';

/** Feedback less final score. It warns where the difference favours the feedback part by more than its noise. */
export function GapCell({ row: { gap, gapVerdict }, isBounded }: { row: RowFacts; isBounded: boolean }) {
  if (gap === null) return null;
  const text = formatDifferenceBy(isBounded, gap);
  if (gapVerdict === null) return <span className="text-ink-3">{text}</span>;
  return (
    <Marked>
      {gapVerdict === 'flattered' && <CheckGlyph result="warn" />}
      {gapVerdict === 'flattered' && <span className="sr-only">Warning: </span>}
      <b>{text}</b>
    </Marked>
  );
}
