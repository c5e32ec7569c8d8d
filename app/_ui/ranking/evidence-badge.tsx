import type { Evidence } from '@/lib/core/benchmark';

export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  practice: 'text-land',
};

/** In words, when a version was frozen relative to the opening of the round, by the kind of evidence. */
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

/** For example `frozen before the round`. */
export const describeEvidence = (evidence: Evidence): string => {
  const { lead, when, rest } = evidenceWords[evidence];
  return `${lead}${when}${rest}`;
};

/** Symbol and words in the colour of the evidence. */
export const EvidenceBadge = ({ evidence }: { evidence: Evidence }) => (
  <span className={`evidence is-${evidence}`} title={evidenceWords[evidence].title}>
    {describeEvidence(evidence)}
  </span>
);

/**
 * The symbol of an evidence kind: full circle for prospective, half circle for in-round, diamond for practice. Place a text
 * beside it.
 */
export function EvidenceGlyph({ evidence }: { evidence: Evidence }) {
  return (
    <svg className="glyph" viewBox="-7 -7 14 14" aria-hidden="true">
      <EvidenceMark evidence={evidence} />
    </svg>
  );
}

/** The symbol without its own svg element, centred at (0, 0), for use in plots. */
export function EvidenceMark({ evidence }: { evidence: Evidence }) {
  switch (evidence) {
    case 'prospective':
      return <circle r="4.8" fill="currentColor" />;
    case 'in-round':
      return (
        <>
          <circle r="4.3" className="fill-paper" stroke="currentColor" strokeWidth="1.5" />
          <path d="M0-4.3a4.3 4.3 0 0 0 0 8.6z" fill="currentColor" />
        </>
      );
    case 'practice':
      return (
        <path d="M0-5.5 5.5 0 0 5.5-5.5 0z" className="fill-paper" stroke="currentColor" strokeWidth="1.5" />
      );
  }
}
