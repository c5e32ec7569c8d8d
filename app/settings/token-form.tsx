'use client';

import { useActionState } from 'react';
import { CopyButton } from '@/app/_ui/forms/copy-button';
import { faultOf } from '@/app/_ui/forms/form-state';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { TextField } from '@/app/_ui/forms/text-field';
import { createOwnToken } from './actions';
import { freshTokenForm } from './token-form-state';

/** Makes a token for the API and shows it this once. */
export function TokenForm() {
  const [state, act] = useActionState(createOwnToken, freshTokenForm);
  return (
    <>
      {state.made && (
        <div className="note" role="status">
          <p>
            <b>{state.made.name}</b> is made. Copy it now: it is kept as a hash, and nobody can show it again.
          </p>
          <div className="brow wraps">
            <pre className="code">
              <code>{state.made.token}</code>
            </pre>
            <CopyButton text={state.made.token} />
          </div>
        </div>
      )}
      <form action={act} className="form cols" noValidate key={state.attempt}>
        <TextField
          name="name"
          label="What it is for"
          placeholder="nightly upload"
          maxLength={60}
          autoComplete="off"
          defaultValue={state.values.name ?? ''}
          fault={faultOf(state.problem, 'name')}
          required
        />
        <TextField
          name="days"
          type="number"
          min={1}
          max={366}
          label="Valid for"
          unit="days"
          defaultValue={state.values.days ?? '90'}
          fault={faultOf(state.problem, 'days')}
          required
        />
        <SubmitButton busy="Making it">Make a token</SubmitButton>
      </form>
    </>
  );
}
