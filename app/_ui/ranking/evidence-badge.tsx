import type { Evidence } from '@/lib/core/benchmark';

export const evidenceTones: Readonly<Record<Evidence, string>> = {
  prospective: 'text-deep',
  'in-round': 'text-foreshore',
  practice: 'text-land',
};

/** When a version was frozen, in words. `title` also has the API's name for it. */
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

export function EvidenceBadge({ evidence }: { evidence: Evidence }) {
  const { lead, when, rest, title } = evidenceWords[evidence];
  return (
    <span className={`evidence is-${evidence}`} title={title}>
      {`${lead}${when}${rest}`}
    </span>
  );
}

/** Full circle: prospective. Half circle: in-round. Diamond: practice. A text beside it always says the same. */
export function EvidenceGlyph({ evidence }: { evidence: Evidence }) {
  return (
    <svg className="glyph" viewBox="-7 -7 14 14" aria-hidden="true">
      <EvidenceMark evidence={evidence} />
    </svg>
  );
}

/** The mark without its own svg element, centred at (0, 0), for plots. */
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
