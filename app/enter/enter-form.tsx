'use client';

import { useActionState } from 'react';
import { TextField } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { enter } from './actions';

export function EnterForm() {
  const [state, act] = useActionState(enter, freshForm);
  const isOfField = state.problem?.code === 'invalid_request';
  return (
    <>
      <ProblemBox problem={isOfField ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="mt-s4 grid max-w-360 gap-s4" noValidate key={state.attempt}>
        <TextField
          state={state}
          name="code"
          label="Class code"
          hint="Ten letters and digits, such as 7k2m9-q4xwd."
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          autoFocus={isOfField}
          required
        />
        <SubmitButton busy="Entering">Enter</SubmitButton>
      </form>
    </>
  );
}
