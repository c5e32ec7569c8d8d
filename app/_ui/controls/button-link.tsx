import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonLook, buttonClasses } from './button-look';

type Props = Omit<ComponentProps<typeof Link>, 'className'> & { look?: ButtonLook };

/** A link to a place of its own weight. One to a file is a plain `a` with `buttonClasses`. */
export function ButtonLink({ look = 'plain', ...link }: Props) {
  return <Link {...link} className={buttonClasses(look)} />;
}
