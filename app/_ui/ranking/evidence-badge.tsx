import type { Evidence } from '@/lib/core/benchmark';
import { EvidenceGlyph } from '../glyphs/evidence-glyph';

/** The colour of each kind of evidence. */
export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  calibration: 'text-land',
};

export function EvidenceBadge({ evidence }: { evidence: Evidence }) {
  return (
    <span className={`inline-flex items-baseline gap-6 whitespace-nowrap ${evidenceTones[evidence]}`}>
      <EvidenceGlyph evidence={evidence} className="self-center" />
      {evidence}
    </span>
  );
}
