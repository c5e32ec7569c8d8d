import type { Evidence } from '@/lib/core/benchmark';
import { EvidenceGlyph } from '../glyphs/evidence-glyph';
import { Marked } from '../glyphs/marked';

/** The colour of each kind of evidence. */
export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  calibration: 'text-land',
};

export function EvidenceBadge({ evidence }: { evidence: Evidence }) {
  return (
    <Marked tone={evidenceTones[evidence]}>
      <EvidenceGlyph evidence={evidence} />
      {evidence}
    </Marked>
  );
}
