'use client';

import { type ReactNode, useActionState } from 'react';
import { type FormState, freshForm } from '../forms/form-state';
import { ProblemBox } from '../forms/problem-box';

/** A form whose act may be refused: why stands above its controls. */
export function RefusableForm(of: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  className?: string;
  children: ReactNode;
}) {
  const [state, act] = useActionState(of.action, freshForm);
  return (
    <>
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <form action={act} className={of.className}>
        {of.children}
      </form>
    </>
  );
}
