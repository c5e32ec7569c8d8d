'use client';

import { useFormStatus } from 'react-dom';

/** A form's button, which says so while the server works on it and can't be pressed twice. */
export function SubmitButton(of: {
  children: string;
  busy: string;
  className?: string;
  isDisabled?: boolean;
}) {
  const { pending } = useFormStatus();
  return (
    <button type="submit" className={of.className ?? 'btn main'} disabled={pending || of.isDisabled}>
      {pending ? of.busy : of.children}
    </button>
  );
}
