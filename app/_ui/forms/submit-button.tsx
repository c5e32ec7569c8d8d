'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { type ButtonLook, buttonClasses } from '../controls/button';

/** A form's button: disabled, with the text `busy`, while the server handles the form. */
export function SubmitButton(props: {
  children: string;
  busy: string;
  look?: ButtonLook;
  /** For a column that is narrower than the text. */
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
