'use client';

import { useActionState } from 'react';
import { maintainerRoles } from '@/lib/core/benchmark';
import { ChoiceField } from '../forms/choice-field';
import { faultOf } from '../forms/form-state';
import { ProblemBox } from '../forms/problem-box';
import { SubmitButton } from '../forms/submit-button';
import { TextField } from '../forms/text-field';
import { roleWords } from './describe-role';
import { freshInviteForm, type InviteFormState } from './invite-form-state';

/**
 * Mails somebody a link to a role.
 * @param action bound on the server: an action that is bound here anew with each render never answers without scripts
 */
export function InviteForm({
  action,
}: {
  action: (before: InviteFormState, form: FormData) => Promise<InviteFormState>;
}) {
  const [state, act] = useActionState(action, freshInviteForm);
  const isOfFields = state.problem?.code === 'invalid_request';
  return (
    <>
      {state.sent &&
        (state.sent.mailed ? (
          <p className="note breaks" role="status">
            The link is on its way to <b>{state.sent.email}</b>.
          </p>
        ) : (
          <p className="problem" role="alert">
            <b>{state.sent.email}</b> is invited, but the mail could not be handed over. Send it again in a
            while.
          </p>
        ))}
      <ProblemBox problem={isOfFields ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="form invite" noValidate key={state.attempt}>
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="off"
          maxLength={254}
          defaultValue={state.values.email ?? ''}
          fault={faultOf(state.problem, 'email')}
          autoFocus={isOfFields}
          required
        />
        <ChoiceField
          name="role"
          label="Role"
          type="radio"
          choices={maintainerRoles.map((role) => ({
            value: role,
            title: roleWords[role].title,
            hint: roleWords[role].may,
          }))}
          chosen={[state.values.role ?? 'maintainer']}
          fault={faultOf(state.problem, 'role')}
        />
        <SubmitButton busy="Inviting">Invite</SubmitButton>
      </form>
      <p className="small muted">The link works once, for 14 days, for whoever signs in with that address.</p>
    </>
  );
}
