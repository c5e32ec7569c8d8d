import type { ButtonHTMLAttributes } from 'react';
import { type ButtonLook, type ButtonSize, buttonClasses } from './button-look';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  look?: ButtonLook;
  size?: ButtonSize;
};

export function Button({ look = 'plain', type = 'button', size, ...button }: Props) {
  return <button type={type} {...button} className={buttonClasses(look, false, size)} />;
}
