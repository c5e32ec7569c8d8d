import type { ComponentProps, ReactNode } from 'react';
import { SubmitButton } from './submit-button';

/** A form's button with a word on what it does or doesn't do. */
export function NotedSubmit({ note, ...button }: ComponentProps<typeof SubmitButton> & { note: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-s3">
      <SubmitButton {...button} />
      {note && <span className="text-small text-ink-2">{note}</span>}
    </div>
  );
}
