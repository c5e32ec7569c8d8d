'use client';

import { useActionState } from 'react';
import { AreaField } from '@/app/_ui/forms/area-field';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { proposeFromForm } from './actions';

/** @param example a label of this benchmark, for the hint */
export function ProposeErratumForm(of: { slug: string; number: number; example: string }) {
  const [state, propose] = useActionState(proposeFromForm, freshForm);
  return (
    <form action={propose} className="form after">
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <HiddenFields values={{ slug: of.slug, number: of.number }} />
      <AreaField
        key={`corrections ${state.attempt}`}
        name="corrections"
        label="Corrections"
        hint={
          <>
            One item a line, its id and the label it should have had: <code>item-17,{of.example}</code>. What
            has a comma, a quote or a line end stands in quotes. At most 1,000.
          </>
        }
        rows={8}
        required
        spellCheck={false}
        defaultValue={state.values.corrections ?? ''}
        fault={faultOf(state.problem, 'corrections')}
      />
      <AreaField
        key={`reason ${state.attempt}`}
        name="reason"
        label="Reason"
        hint="Everybody reads it, and it is signed. One line: how the labels came to be wrong, how you know."
        rows={3}
        required
        maxLength={500}
        defaultValue={state.values.reason ?? ''}
        fault={faultOf(state.problem, 'reason')}
      />
      <div className="brow wraps">
        <SubmitButton busy="Proposing">Propose the erratum</SubmitButton>
        <span className="small muted">nothing is public yet</span>
      </div>
    </form>
  );
}
