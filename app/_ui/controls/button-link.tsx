import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonLook, type ButtonSize, buttonClasses } from './button-look';

type Props = Omit<ComponentProps<typeof Link>, 'className'> & { look?: ButtonLook; size?: ButtonSize };

/** A link to a place of its own weight. One to a file is a plain `a` with `buttonClasses`. */
export function ButtonLink({ look = 'plain', size, ...link }: Props) {
  return <Link {...link} className={buttonClasses(look, false, size)} />;
}
