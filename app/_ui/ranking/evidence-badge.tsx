import type { Evidence } from '@/lib/core/benchmark';

/** The colour of each kind of evidence. */
export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  practice: 'text-land',
};

/** The word after its mark, both in the colour of the evidence. */
export function EvidenceBadge({ evidence }: { evidence: Evidence }) {
  return <span className={`evidence is-${evidence}`}>{evidence}</span>;
}
