'use client';

import { useActionState } from 'react';
import { AreaField, ChoiceField, HiddenFields, TextField } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { NotedSubmit } from '@/app/_ui/forms/submit-button';
import { announceFromForm } from './actions';

/** @param readers numbers of recipients with an e-mail address: people of teams that have submitted, and further followers */
export function AnnounceForm({
  slug,
  readers: { participants, followers },
}: {
  slug: string;
  readers: { participants: number; followers: number };
}) {
  const [state, act] = useActionState(announceFromForm, freshForm);
  const { problem, values, attempt } = state;
  return (
    <form action={act} className="mb-s4 grid max-w-560 gap-s5" noValidate key={attempt}>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <TextField state={state} name="title" label="Title" maxLength={120} required />
      <AreaField
        state={state}
        name="text"
        label="Text"
        hint="Plain text, in public. Up to 4,000 characters."
        rows={6}
        maxLength={4000}
        required
      />
      <ChoiceField
        state={state}
        name="to"
        label="Mail it to"
        type="radio"
        chosen={[values.to ?? 'participants']}
        choices={[
          {
            value: 'participants',
            title: 'Teams that ever submitted',
            hint: `${participants.toLocaleString('en')} ${participants === 1 ? 'person' : 'people'}, and everyone with a role`,
          },
          {
            value: 'followers',
            title: 'These and all followers',
            hint: `${followers.toLocaleString('en')} more; each mail has an unsubscribe link`,
          },
          {
            value: 'nobody',
            title: 'People with a role alone',
            hint: 'It is on the page and in the feeds.',
          },
        ]}
      />
      <NotedSubmit busy="Announcing" note="public at once">
        Announce
      </NotedSubmit>
    </form>
  );
}
