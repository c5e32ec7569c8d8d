'use client';

import { type ReactNode, useActionState } from 'react';
import { type FormState, freshForm } from '../forms/form-state';
import { HiddenFields } from '../forms/hidden-fields';
import { ProblemBox } from '../forms/problem-box';

/**
 * A form whose act may be refused: why stands above its controls.
 * @param of `about` names for the action what it acts on; the action itself must not be bound to anything
 */
export function RefusableForm(of: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  about: Readonly<Record<string, string>>;
  className?: string;
  /** Given, the form stands folded under these words, until it is refused. */
  foldedUnder?: string;
  children: ReactNode;
}) {
  const [state, act] = useActionState(of.action, freshForm);
  const form = (
    <>
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <form action={act} className={of.className}>
        <HiddenFields values={of.about} />
        {of.children}
      </form>
    </>
  );
  if (!of.foldedUnder) return form;
  return (
    <details open={state.problem ? true : undefined}>
      <summary>{of.foldedUnder}</summary>
      {form}
    </details>
  );
}
