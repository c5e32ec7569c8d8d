import { type Openness, openParts } from '@/lib/core/model/disclosure';
import { OpennessGlyph } from '../glyphs/openness-glyph';
import { describeOpenness, summarizeOpenness } from './describe-openness';

/** Code, weights and training data, a square each, and in a word what is open. */
export function OpennessMark({ openness }: { openness: Openness }) {
  const all = describeOpenness(openness);
  return (
    <span
      className="inline-flex items-center gap-6 text-micro/[1.2] whitespace-nowrap text-ink-2 [&_.glyph]:size-9"
      title={all}
      data-testid="openness"
    >
      <span className="inline-flex gap-2" aria-hidden="true">
        {openParts.map((part) => (
          <OpennessGlyph key={part} level={openness[part]} />
        ))}
      </span>
      <span aria-hidden="true">{summarizeOpenness(openness)}</span>
      <span className="sr-only">{all}</span>
    </span>
  );
}
