/** The looks are in `styles/parts.css`. `share` is for one of several that share a row. */
export type ButtonLook = 'plain' | 'main' | 'danger' | 'text' | 'share';

/** `large` for the two or three links that a page begins with. */
export type ButtonSize = 'usual' | 'large';

/** The classes of a button or of a link that looks like one. @param wraps for a long name in a narrow column */
export const buttonClasses = (look: ButtonLook, wraps = false, size: ButtonSize = 'usual'): string =>
  `button is-${look}${size === 'large' ? ' is-large' : ''}${wraps ? ' is-wrapping' : ''}`;
