import type { Evidence } from '@/lib/core/benchmark';
import { EvidenceGlyph } from '../glyphs/evidence-glyph';

/** The class of colour that goes with each kind of evidence. */
export const evidenceClass: Record<Evidence, 'pro' | 'inr' | 'cal'> = {
  prospective: 'pro',
  'in-round': 'inr',
  calibration: 'cal',
};

export function EvidenceBadge({ evidence }: { evidence: Evidence }) {
  return (
    <span className={`ev ${evidenceClass[evidence]}`}>
      <EvidenceGlyph evidence={evidence} />
      {evidence}
    </span>
  );
}
