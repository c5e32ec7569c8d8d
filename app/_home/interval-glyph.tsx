export function IntervalGlyph() {
  return (
    <svg className="glyph" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M0 7h14" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="7" cy="7" r="3.2" fill="currentColor" />
    </svg>
  );
}
