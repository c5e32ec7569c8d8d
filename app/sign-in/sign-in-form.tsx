'use client';

import { useActionState } from 'react';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { TextField } from '@/app/_ui/forms/text-field';
import { requestMail } from './actions';

/** Asks for a sign-in link by mail. */
export function SignInForm({ callbackUrl, email = '' }: { callbackUrl: string; email?: string }) {
  const [state, act] = useActionState(requestMail, freshForm);
  return (
    <form action={act} className="my-s4 grid max-w-360 gap-s3" noValidate>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <TextField
        key={state.attempt}
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="email"
        defaultValue={state.values.email ?? email}
        fault={faultOf(state.problem, 'email')}
        autoFocus={state.attempt > 0}
        required
      />
      <SubmitButton busy="Sending">Send me a link</SubmitButton>
    </form>
  );
}
