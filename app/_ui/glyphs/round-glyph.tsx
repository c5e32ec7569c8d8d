import type { RoundState } from '@/lib/core/round/round';

const frame = <path d="M1 1h10v10H1z" fill="none" stroke="currentColor" strokeWidth="1.3" />;

const marks: Record<RoundState, React.ReactNode> = {
  draft: (
    <path d="M1 1h10v10H1z" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="2 1.6" />
  ),
  sealed: (
    <>
      {frame}
      <path d="M1 5 5 1M1 9l8-8M3 11l8-8M7 11l4-4" fill="none" stroke="currentColor" strokeWidth="1.1" />
    </>
  ),
  open: (
    <>
      {frame}
      <path d="M1 7.2c1.7-1.4 3.3-1.4 5 0s3.3 1.4 5 0V11H1z" fill="currentColor" />
    </>
  ),
  closed: <path d="M.4.4h11.2v11.2H.4z" fill="currentColor" />,
  revealed: (
    <>
      {frame}
      <path d="M3.5 4h5M3.5 6h5M3.5 8h3" stroke="currentColor" />
    </>
  ),
  frozen: (
    <>
      {frame}
      <path d="M4.5 3.5v5M7.5 3.5v5" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
  invalidated: (
    <>
      {frame}
      <path d="m3 3 6 6M9 3 3 9" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
};

/** The square of a round's state. Never without its word beside it. */
export function RoundGlyph({ state, className = '' }: { state: RoundState; className?: string }) {
  return (
    <svg className={`glyph ${className}`} viewBox="0 0 12 12" aria-hidden="true">
      {marks[state]}
    </svg>
  );
}
