import type { Openness } from '@/lib/core/model/disclosure';
import { OpennessGlyphs } from '../glyphs/openness-glyph';
import { describeOpenness, summarizeOpenness } from './describe-openness';

/** Code, weights and training data, a square each, and a word for what is open. */
export function OpennessMark({ openness }: { openness: Openness }) {
  const all = describeOpenness(openness);
  return (
    <span className="openness-mark" role="img" title={all}>
      <OpennessGlyphs openness={openness} />
      {summarizeOpenness(openness)}
    </span>
  );
}
