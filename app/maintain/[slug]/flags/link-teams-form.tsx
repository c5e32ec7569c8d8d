'use client';

import { Fragment } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { AreaField } from '@/app/_ui/forms/area-field';
import { ChoiceField } from '@/app/_ui/forms/choice-field';
import { faultOf } from '@/app/_ui/forms/form-state';
import { link } from './actions';

/** Links teams that have entered a model. */
export function LinkTeamsForm({
  slug,
  teams,
}: {
  slug: string;
  teams: readonly { team: string; name: string }[];
}) {
  return (
    <ActionForm
      action={link}
      about={{ slug }}
      shape="folded"
      foldedUnder="Link teams"
      button="Link these teams"
      busy="Linking"
      toldByField="invalid_request"
    >
      {({ attempt, problem, values }) => (
        <Fragment key={attempt}>
          <ChoiceField
            name="teams"
            label="Teams that are the same people"
            type="checkbox"
            choices={teams.map(({ team, name }) => ({ value: team, title: name, hint: team }))}
            chosen={values.teams?.split(',') ?? []}
            fault={faultOf(problem, 'teams')}
            isInColumns
          />
          <AreaField
            name="reason"
            label="Reason"
            hint="The linked teams read it; the public never learns of a link."
            rows={2}
            required
            maxLength={500}
            defaultValue={values.reason ?? ''}
            fault={faultOf(problem, 'reason')}
          />
          <p className="text-small text-ink-2">
            What they have used in the round adds up at once, beyond the limit if need be. Unlinking later
            counts from the next round on.
          </p>
        </Fragment>
      )}
    </ActionForm>
  );
}
