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
  /** For a text with a user's name for something, which may be long. */
  wraps?: boolean;
};

/** A link to a page that looks like a button. A link to a file is an `a` with `buttonClasses`. */
export function ButtonLink({ look = 'plain', size, wraps, ...link }: LinkProps) {
  return <Link {...link} className={buttonClasses(look, wraps, size)} />;
}

/** Styled in `styles/parts.css`. `share` is for several buttons in one row. */
export type ButtonLook = 'plain' | 'main' | 'danger' | 'text' | 'share';

/** `large` is for the main actions at the top of a page. */
export type ButtonSize = 'usual' | 'large';

/** @param wraps for a long text in a narrow column */
export const buttonClasses = (look: ButtonLook, wraps = false, size: ButtonSize = 'usual'): string =>
  `button is-${look}${size === 'large' ? ' is-large' : ''}${wraps ? ' is-wrapping' : ''}`;
