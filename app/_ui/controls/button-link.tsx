import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonLook, type ButtonSize, buttonClasses } from './button-look';

type Props = Omit<ComponentProps<typeof Link>, 'className'> & {
  look?: ButtonLook;
  size?: ButtonSize;
  /** For what has a name in it that somebody gave. */
  wraps?: boolean;
};

/** A link to a place of its own weight. One to a file is a plain `a` with `buttonClasses`. */
export function ButtonLink({ look = 'plain', size, wraps, ...link }: Props) {
  return <Link {...link} className={buttonClasses(look, wraps, size)} />;
}
