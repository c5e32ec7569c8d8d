'use client';

import { useActionState } from 'react';
import { ChoiceField, HiddenFields, TextField } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { roleWords } from '@/app/_ui/people/describe-role';
import { Callout } from '@/app/_ui/words/callout';
import { maintainerRoles } from '@/lib/core/benchmark';
import { type InviteFormState, invite } from './actions';

const freshInviteForm: InviteFormState = { ...freshForm, sent: null };

/** The form that invites a person to a role in the benchmark by mail. */
export function InviteForm({ slug }: { slug: string }) {
  const [state, act] = useActionState(invite, freshInviteForm);
  const isOfFields = state.problem?.code === 'invalid_request';
  return (
    <>
      {state.sent &&
        (state.sent.mailed ? (
          <Callout tone="note" role="status">
            The link was sent to <b className="wrap-anywhere">{state.sent.email}</b>.
          </Callout>
        ) : (
          <Callout tone="problem" role="alert">
            <b className="font-semibold">{state.sent.email}</b> is invited, but the mail could not be handed
            over. Send it again in a while.
          </Callout>
        ))}
      <ProblemBox problem={isOfFields ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="mb-s4 grid max-w-560 gap-s5" noValidate key={state.attempt}>
        <HiddenFields values={{ slug }} />
        <TextField
          state={state}
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="off"
          maxLength={254}
          autoFocus={isOfFields}
          required
        />
        <ChoiceField
          state={state}
          name="role"
          label="Role"
          type="radio"
          choices={maintainerRoles.map((role) => ({
            value: role,
            title: roleWords[role].title,
            hint: roleWords[role].may,
          }))}
          chosen={[state.values.role ?? 'maintainer']}
        />
        <SubmitButton busy="Inviting">Invite</SubmitButton>
      </form>
      <p className="text-small text-ink-2">
        The link works once, for 14 days, for the person who signs in with that address.
      </p>
    </>
  );
}
