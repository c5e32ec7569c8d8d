import type { ButtonHTMLAttributes } from 'react';
import { type ButtonLook, buttonClasses } from './button-look';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & { look?: ButtonLook };

export function Button({ look = 'plain', type = 'button', ...button }: Props) {
  return <button type={type} {...button} className={buttonClasses(look)} />;
}
