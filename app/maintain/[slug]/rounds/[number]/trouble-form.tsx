'use client';

import { type ReactNode, useActionState } from 'react';
import { AreaField } from '@/app/_ui/forms/area-field';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { actOnTrouble, type TroubleStep } from './actions';

type Props = {
  slug: string;
  number: number;
  step: TroubleStep;
  button: string;
  busy: string;
  note?: ReactNode;
  isDisabled?: boolean;
  isCalm?: boolean;
  /** Fixed values that go with the step. */
  hidden?: Readonly<Record<string, string>>;
  asksForReason?: boolean;
  confirm?: string;
};

/** One step in a round's trouble, as a form. */
export function TroubleForm(of: Props) {
  const [state, act] = useActionState(actOnTrouble, freshForm);
  return (
    <form action={act} className="form">
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <HiddenFields values={{ ...of.hidden, slug: of.slug, number: of.number, step: of.step }} />
      {of.asksForReason && (
        <AreaField
          key={state.attempt}
          name="reason"
          label="Reason"
          hint="Everybody reads it. One line, without what would make the leak worse."
          rows={3}
          required
          maxLength={500}
          defaultValue={state.values.reason ?? ''}
          fault={faultOf(state.problem, 'reason')}
        />
      )}
      {of.confirm && (
        <label className="choice">
          <input type="checkbox" name="confirmed" required />
          <span className="small">{of.confirm}</span>
        </label>
      )}
      <div className="brow wraps">
        <SubmitButton className={of.isCalm ? 'btn' : 'btn danger'} busy={of.busy} isDisabled={of.isDisabled}>
          {of.button}
        </SubmitButton>
        {of.note && <span className="small muted">{of.note}</span>}
      </div>
    </form>
  );
}
