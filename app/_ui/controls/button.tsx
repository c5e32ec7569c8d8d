import Link from 'next/link';
import type { ButtonHTMLAttributes, ComponentProps } from 'react';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  look?: ButtonLook;
  size?: ButtonSize;
};

export function Button({ look = 'plain', type = 'button', size, ...button }: ButtonProps) {
  return <button type={type} {...button} className={buttonClasses(look, false, size)} />;
}

type LinkProps = Omit<ComponentProps<typeof Link>, 'className'> & {
  look?: ButtonLook;
  size?: ButtonSize;
  /** For what has a name in it that somebody gave. */
  wraps?: boolean;
};

/** A link to a place of its own weight. One to a file is a plain `a` with `buttonClasses`. */
export function ButtonLink({ look = 'plain', size, wraps, ...link }: LinkProps) {
  return <Link {...link} className={buttonClasses(look, wraps, size)} />;
}

/** The looks are in `styles/parts.css`. `share` is for one of several that share a row. */
export type ButtonLook = 'plain' | 'main' | 'danger' | 'text' | 'share';

/** `large` for the two or three links that a page begins with. */
export type ButtonSize = 'usual' | 'large';

/** The classes of a button or of a link that looks like one. @param wraps for a long name in a narrow column */
export const buttonClasses = (look: ButtonLook, wraps = false, size: ButtonSize = 'usual'): string =>
  `button is-${look}${size === 'large' ? ' is-large' : ''}${wraps ? ' is-wrapping' : ''}`;
