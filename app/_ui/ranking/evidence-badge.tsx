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

/** Evidence is round or a diamond: deep water, foreshore, land. The word always stands beside it. */
export function EvidenceGlyph({ evidence }: { evidence: Evidence }) {
  return (
    <svg className="glyph" viewBox="-7 -7 14 14" aria-hidden="true">
      <EvidenceMark evidence={evidence} />
    </svg>
  );
}

/** The same mark without a box, to be set at a place in a plot. */
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
