/** Three swash lines, the newest lowest and heaviest, as on a beach after three falling tides. */
export function BrandMark() {
  return (
    <svg
      width="30"
      height="22"
      viewBox="0 0 30 22"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      className="text-sea"
    >
      <path d="M1 4.6c3-2 5.2-2.2 8-.6s4.6 1.2 7-.6 6.5-2 13 .4" strokeWidth="1.3" opacity=".38" />
      <path d="M1 10.4c4.5-2.4 7-1.4 10 .1s5.5.9 8-.7 5.6-1.3 10 .5" strokeWidth="1.7" opacity=".66" />
      <path d="M1 17c3.2-2.8 6.3-2.4 9.2-.5s6.3 1.6 9.1-.4 6-1.5 9.7.7" strokeWidth="2.6" />
    </svg>
  );
}
