'use client';

import { Fragment } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { AreaField, ChoiceField } from '@/app/_ui/forms/form-fields';
import { link } from './actions';

type Props = {
  slug: string;
  teams: readonly { team: string; name: string }[];
  isAlone: boolean;
};

/** The form that proposes to link teams, which then share a quota. A sole maintainer links them without a second person. */
export function LinkTeamsForm({ slug, teams, isAlone }: Props) {
  return (
    <ActionForm
      action={link}
      about={{ slug }}
      shape="folded"
      foldedUnder={isAlone ? 'Link teams' : 'Propose to link teams'}
      button={isAlone ? 'Link from the next opening on' : 'Propose to link these teams'}
      busy={isAlone ? 'Linking' : 'Proposing'}
      problemAtField="invalid_request"
    >
      {(state) => (
        <Fragment key={state.attempt}>
          <ChoiceField
            state={state}
            name="teams"
            label="Teams that are the same people"
            type="checkbox"
            choices={teams.map(({ team, name }) => ({ value: team, title: name, hint: team }))}
            chosen={state.values.teams?.split(',') ?? []}
            isInColumns
          />
          <AreaField
            state={state}
            name="reason"
            label="Reason"
            hint="The linked teams read it; the public never learns which teams are linked."
            rows={2}
            required
            maxLength={500}
          />
          <LinkEffects isAlone={isAlone} />
        </Fragment>
      )}
    </ActionForm>
  );
}

/** The effects of a link with their dates, shown before a proposal or consent. */
export function LinkEffects({ isAlone }: { isAlone: boolean }) {
  return (
    <p className="max-w-[68ch] text-small text-ink-2">
      {isAlone
        ? 'You are the only maintainer, so it counts from the next opening on. From then on the teams share one quota, feedback and exposure. '
        : 'A second maintainer must consent. Then the teams share feedback and exposure at once. '}
      The quotas of an open round stay as they are: no team loses a submission. From the next opening on all
      of them have one quota. Unlinking counts from the next opening on, too.
    </p>
  );
}
