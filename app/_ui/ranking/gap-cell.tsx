import { formatDifferenceBy } from '@/lib/core/metrics/format-by-bounds';
import { CheckGlyph } from '../glyphs/check-glyph';
import { Marked } from '../glyphs/marked';
import type { RowFacts } from './row-facts';

/** Feedback less final score. It warns where the difference favours the feedback part by more than chance gives one model in forty. */
export function GapCell({ row: { gap, isGapMarked }, isBounded }: { row: RowFacts; isBounded: boolean }) {
  if (gap === null) return null;
  const text = formatDifferenceBy(isBounded, gap);
  if (!isGapMarked) return <span className="text-ink-3">{text}</span>;
  return (
    <Marked>
      <CheckGlyph result="warn" />
      <span className="sr-only">Warning: </span>
      <b>{text}</b>
    </Marked>
  );
}
