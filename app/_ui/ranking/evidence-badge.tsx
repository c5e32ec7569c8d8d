import type { Evidence } from '@/lib/core/benchmark';

/** The colour of each kind of evidence. */
export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  practice: 'text-land',
};

/** When a version was frozen. The names in the API stand in the title. */
export const evidenceWords: Readonly<
  Record<Evidence, { lead: string; when: string; rest: string; title: string }>
> = {
  prospective: {
    lead: 'frozen ',
    when: 'before',
    rest: ' the round',
    title: 'prospective: this version was frozen before the test set was opened',
  },
  'in-round': {
    lead: 'frozen ',
    when: 'during',
    rest: ' the round',
    title: 'in-round: this version was submitted while the round was open',
  },
  practice: { lead: '', when: 'practice', rest: '', title: 'practice: the labels were public' },
};

/** Mark and words in the colour of the evidence. */
export function EvidenceBadge({ evidence }: { evidence: Evidence }) {
  const { lead, when, rest, title } = evidenceWords[evidence];
  return (
    <span className={`evidence is-${evidence}`} title={title}>
      {`${lead}${when}${rest}`}
    </span>
  );
}
