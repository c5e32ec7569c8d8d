'use client';

import { useActionState } from 'react';
import { AreaField } from '@/app/_ui/forms/area-field';
import { ChoiceField } from '@/app/_ui/forms/choice-field';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { link } from './actions';

/** Links teams that have entered a model. */
export function LinkTeamsForm(of: { slug: string; teams: readonly { team: string; name: string }[] }) {
  const [state, act] = useActionState(link, freshForm);
  const isOfFields = state.problem?.code === 'invalid_request';
  return (
    <details open={state.problem ? true : undefined}>
      <summary>Link teams</summary>
      <ProblemBox problem={isOfFields ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="form flag-form" key={state.attempt}>
        <HiddenFields values={{ slug: of.slug }} />
        <ChoiceField
          name="teams"
          label="Teams that are the same people"
          type="checkbox"
          choices={of.teams.map(({ team, name }) => ({ value: team, title: name, hint: team }))}
          chosen={state.values.teams?.split(',') ?? []}
          fault={faultOf(state.problem, 'teams')}
          isInColumns
        />
        <AreaField
          name="reason"
          label="Reason"
          hint="The linked teams read it; the public never learns of a link."
          rows={2}
          required
          maxLength={500}
          defaultValue={state.values.reason ?? ''}
          fault={faultOf(state.problem, 'reason')}
        />
        <p className="small muted">
          What they have used in the round adds up at once, beyond the limit if need be. Unlinking later
          counts from the next round on.
        </p>
        <SubmitButton busy="Linking">Link these teams</SubmitButton>
      </form>
    </details>
  );
}
