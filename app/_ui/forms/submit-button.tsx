'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { type ButtonLook, buttonClasses } from '../controls/button';

/** A form's button. While the server handles the form, the button is disabled and shows the text `busy`. */
export function SubmitButton(props: {
  children: string;
  busy: string;
  look?: ButtonLook;
  /** True if the column may be narrower than the button's text. */
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

/** A form's button with a note beside it. */
export function NotedSubmit({ note, ...button }: ComponentProps<typeof SubmitButton> & { note: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-s3">
      <SubmitButton {...button} />
      {note && <span className="text-small text-ink-2">{note}</span>}
    </div>
  );
}
