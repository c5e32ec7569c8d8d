'use client';

import { useActionState } from 'react';
import { ChoiceField, HiddenFields, TextField } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Callout } from '@/app/_ui/words/callout';
import type { SentTeamInvitationView } from '@/lib/contracts/team';
import { type InviteState, invite } from './actions';

const freshInvite: InviteState = { ...freshForm, sent: null };

/** The form that invites a person to the team, by mail or by a link that the captain passes on. */
export function InviteForm({ team }: { team: string }) {
  const [state, act] = useActionState(invite, freshInvite);
  const isOfFields = state.problem?.code === 'invalid_request';
  return (
    <>
      {state.sent && <Sent sent={state.sent} />}
      <ProblemBox problem={isOfFields ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="mb-s4 grid max-w-560 gap-s5" noValidate key={state.attempt}>
        <HiddenFields values={{ team }} />
        <TextField
          state={state}
          name="email"
          type="email"
          label="Mail address"
          hint="The link works once, for 14 days, for this address. Without an address you get a link to pass on, for the person who follows it first."
          autoComplete="off"
          maxLength={254}
          autoFocus={isOfFields}
          isOptional
        />
        <ChoiceField
          state={state}
          name="role"
          label="Role"
          type="radio"
          choices={[
            { value: 'captain', title: 'Captain', hint: 'also invites, removes, renames' },
            { value: 'member', title: 'Member', hint: 'submits, sees all files and feedback' },
          ]}
          chosen={[state.values.role ?? 'member']}
        />
        <SubmitButton busy="Inviting">Invite</SubmitButton>
      </form>
    </>
  );
}

function Sent({ sent: { email, link, mailed } }: { sent: SentTeamInvitationView }) {
  if (link !== null)
    return (
      <Callout tone="note" role="status">
        Pass this link on; it is shown only now: <code className="wrap-anywhere">{link}</code>
      </Callout>
    );
  return mailed ? (
    <Callout tone="note" role="status">
      The link was sent to <b className="wrap-anywhere">{email}</b>.
    </Callout>
  ) : (
    <Callout tone="problem" role="alert">
      <b className="font-semibold wrap-anywhere">{email}</b> is invited, but the mail could not be handed
      over. Invite them again in a while.
    </Callout>
  );
}
