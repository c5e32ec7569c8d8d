'use client';

import { useActionState } from 'react';
import { AreaField, HiddenFields, SelectField } from '@/app/_ui/forms/form-fields';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { designate } from './actions';

type Choice = { value: string; title: string };

/** The form by which a maintainer declares a model version of an official ranking an anchor. */
export function DesignateForm({ slug, choices }: { slug: string; choices: readonly Choice[] }) {
  const [state, act] = useActionState(designate, freshForm);
  const faultOfReason = faultOf(state.problem, 'reason');
  return (
    <>
      <ProblemBox problem={faultOfReason ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="mb-s4 grid max-w-form gap-s5" noValidate key={state.attempt}>
        <HiddenFields values={{ slug }} />
        <SelectField
          name="model_version"
          label="Model version"
          groups={[{ title: 'In an official ranking', options: choices }]}
          defaultValue={state.values.model_version ?? choices[0]?.value}
        />
        <AreaField
          state={state}
          name="reason"
          label="Why it is frozen"
          hint="Public, in the changelog and on the benchmark’s page."
          maxLength={500}
          fault={faultOfReason}
          required
        />
        <SubmitButton busy="Vouching">Vouch for it</SubmitButton>
      </form>
    </>
  );
}
