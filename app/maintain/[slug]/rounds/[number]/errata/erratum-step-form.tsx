'use client';

import { type ReactNode, useActionState } from 'react';
import { freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { actOnErratum, type ErratumStep } from './actions';

type Props = {
  slug: string;
  number: number;
  erratum: number;
  step: ErratumStep;
  button: string;
  busy: string;
  note?: ReactNode;
  confirm?: string;
};

/** One step with an erratum that waits, as a form. */
export function ErratumStepForm(of: Props) {
  const [state, act] = useActionState(actOnErratum, freshForm);
  return (
    <form action={act} className="form">
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <HiddenFields values={{ slug: of.slug, number: of.number, erratum: of.erratum, step: of.step }} />
      {of.confirm && (
        <label className="choice">
          <input type="checkbox" name="confirmed" required />
          <span className="small">{of.confirm}</span>
        </label>
      )}
      <div className="brow wraps">
        <SubmitButton className={of.step === 'publish' ? 'btn main' : 'btn'} busy={of.busy}>
          {of.button}
        </SubmitButton>
        {of.note && <span className="small muted">{of.note}</span>}
      </div>
    </form>
  );
}
