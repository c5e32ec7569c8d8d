import type { Evidence } from '@/lib/core/benchmark';

/** The colour of each kind of evidence. */
export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  practice: 'text-land',
};

/** The instant at which a version was frozen, by the opening of the round. */
export const evidenceWords: Readonly<
  Record<Evidence, { lead: string; when: string; rest: string; title: string }>
> = {
  prospective: {
    lead: 'frozen ',
    when: 'before',
    rest: ' the round',
    title: 'This version was frozen before the test set was opened',
  },
  'in-round': {
    lead: 'frozen ',
    when: 'during',
    rest: ' the round',
    title: 'This version was submitted while the round was open',
  },
  practice: { lead: '', when: 'practice', rest: '', title: 'The labels were public' },
};

/** `frozen before the round` */
export const describeEvidence = (evidence: Evidence): string => {
  const { lead, when, rest } = evidenceWords[evidence];
  return `${lead}${when}${rest}`;
};

/** Mark and words in the colour of the evidence. */
export const EvidenceBadge = ({ evidence }: { evidence: Evidence }) => (
  <span className={`evidence is-${evidence}`} title={evidenceWords[evidence].title}>
    {describeEvidence(evidence)}
  </span>
);
