'use client';

import { useActionState } from 'react';
import { AreaField } from '@/app/_ui/forms/area-field';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { TextField } from '@/app/_ui/forms/text-field';
import { sendLeakReport } from './actions';

/** Anybody's word to the maintainers of a round. */
export function LeakReportForm({ slug, number }: { slug: string; number: number }) {
  const [state, send] = useActionState(sendLeakReport, freshForm);
  return (
    <form action={send} className="form after">
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <HiddenFields values={{ slug, number }} />
      <AreaField
        key={`text ${state.attempt}`}
        name="text"
        label="What you found"
        hint="Where labels or items can be seen, since when, and how you came upon them. 10 to 4,000 characters."
        rows={8}
        required
        minLength={10}
        maxLength={4000}
        defaultValue={state.values.text ?? ''}
        fault={faultOf(state.problem, 'text')}
      />
      <TextField
        key={`contact ${state.attempt}`}
        name="contact"
        label="How to reach you"
        isOptional
        hint="For questions only. Only the maintainers see it."
        maxLength={200}
        defaultValue={state.values.contact ?? ''}
        fault={faultOf(state.problem, 'contact')}
      />
      <SubmitButton busy="Sending">Send the report</SubmitButton>
    </form>
  );
}
