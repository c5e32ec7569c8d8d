/** A figure is drawn for four widths of a window, of which one is shown, so that its type is never shrunk. */
export const shownAt = {
  wide: 'max-wide:hidden',
  middle: 'hidden max-wide:block max-phone:hidden',
  phone: 'hidden max-phone:block max-narrow:hidden',
  narrow: 'hidden max-narrow:block',
} as const;

/** In pixels, of a figure as wide as the page. */
export const pageWidths = [
  { width: 1200, shown: shownAt.wide },
  { width: 720, shown: shownAt.middle },
  { width: 358, shown: shownAt.phone },
  { width: 288, shown: shownAt.narrow },
] as const;
