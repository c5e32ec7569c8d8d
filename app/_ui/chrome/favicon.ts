const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#fafbf9" d="M0 0h32v32H0z"/><g fill="none" stroke="#13678a" transform="translate(1 5)"><path d="M1 4.6c3-2 5.2-2.2 8-.6s4.6 1.2 7-.6 6.5-2 13 .4" stroke-width="1.5" opacity=".4"/><path d="M1 10.4c4.5-2.4 7-1.4 10 .1s5.5.9 8-.7 5.6-1.3 10 .5" stroke-width="2" opacity=".7"/><path d="M1 17c3.2-2.8 6.3-2.4 9.2-.5s6.3 1.6 9.1-.4 6-1.5 9.7.7" stroke-width="3"/></g></svg>';

/** The mark as the tab shows it, in the page itself: no request, no route. */
export const favicon = `data:image/svg+xml,${encodeURIComponent(mark)}`;
