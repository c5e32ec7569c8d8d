import type { Evidence } from '@/lib/core/benchmark';

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
