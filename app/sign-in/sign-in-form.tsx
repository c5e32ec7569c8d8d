'use client';

import { useActionState } from 'react';
import { TextField } from '@/app/_ui/forms/form-fields';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { requestMail } from './actions';

/** The form that asks for a sign-in link by mail. */
export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [state, act] = useActionState(requestMail, freshForm);
  const fault = faultOf(state.problem, 'email');
  return (
    <>
      {!fault && <ProblemBox problem={state.problem} attempt={state.attempt} />}
      <form action={act} className="my-s4 grid max-w-360 gap-s3" noValidate>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <TextField
          key={state.attempt}
          state={state}
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="email"
          fault={fault}
          autoFocus={fault !== null}
          required
        />
        <SubmitButton busy="Sending">Send me a link</SubmitButton>
      </form>
    </>
  );
}
