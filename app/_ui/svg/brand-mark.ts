/** `BrandMark` once more, as text. */
export const brandMark =
  '<svg viewBox="0 0 30 22" fill="none" stroke="currentColor" aria-hidden="true"><path d="M1 4.6c3-2 5.2-2.2 8-.6s4.6 1.2 7-.6 6.5-2 13 .4" stroke-width="1.3" opacity=".38"/><path d="M1 10.4c4.5-2.4 7-1.4 10 .1s5.5.9 8-.7 5.6-1.3 10 .5" stroke-width="1.7" opacity=".66"/><path d="M1 17c3.2-2.8 6.3-2.4 9.2-.5s6.3 1.6 9.1-.4 6-1.5 9.7.7" stroke-width="2.6"/></svg>';
