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
  /** True if the button's text contains a user's name for something, which may be long, so that it may wrap. */
  wraps?: boolean;
};

/** A link to a page, in the look of a button. For a link to a file, use an `a` with `buttonClasses`. */
export function ButtonLink({ look = 'plain', size, wraps, ...link }: LinkProps) {
  return <Link {...link} className={buttonClasses(look, wraps, size)} />;
}

/** Looks, which `styles/parts.css` defines. `share` is for several buttons in one row. */
export type ButtonLook = 'plain' | 'main' | 'danger' | 'text' | 'share';

/** `large` is for main actions at the top of a page. */
export type ButtonSize = 'usual' | 'large';

/** CSS classes of a button. @param wraps true for a long text in a narrow column */
export const buttonClasses = (look: ButtonLook, wraps = false, size: ButtonSize = 'usual'): string =>
  `button is-${look}${size === 'large' ? ' is-large' : ''}${wraps ? ' is-wrapping' : ''}`;
