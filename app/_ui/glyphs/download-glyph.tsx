export function DownloadGlyph() {
  return (
    <svg
      className="glyph"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      aria-hidden="true"
    >
      <path d="M7 1.5v8M3.5 6.5 7 10l3.5-3.5M1.5 12.8h11" />
    </svg>
  );
}
