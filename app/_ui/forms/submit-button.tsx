'use client';

import { useFormStatus } from 'react-dom';
import { type ButtonLook, buttonClasses } from '../controls/button-look';

/** A form's button, which says so while the server works on it and can't be pressed twice. */
export function SubmitButton(props: {
  children: string;
  busy: string;
  look?: ButtonLook;
  /** In a column too narrow for its name. */
  wraps?: boolean;
  isDisabled?: boolean;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      className={buttonClasses(props.look ?? 'main', props.wraps)}
      disabled={pending || props.isDisabled}
    >
      {pending ? props.busy : props.children}
    </button>
  );
}
