'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { ChoiceField, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Section } from '@/app/_ui/page/section';
import { DataTable } from '@/app/_ui/table/data-table';
import type { MeView } from '@/lib/contracts/people';
import { type ProfileField, profileFields } from '@/lib/core/person/profile';
import { foundOwnTeam, saveProfile } from './actions';

const fieldWords: Readonly<Record<ProfileField, { label: string; hint?: string; maxLength: number }>> = {
  name: { label: 'Public name', maxLength: 60 },
  affiliation: { label: 'Affiliation', maxLength: 120 },
  orcid: { label: 'ORCID', hint: 'like 0000-0002-1825-0097', maxLength: 40 },
  link: { label: 'Link', hint: 'a web address', maxLength: 500 },
};

const useForm = (action: typeof saveProfile) => useActionState(action, freshForm);

/** Name and id of a profile field's input; prefixed, since other forms on the page have fields of the same names. */
const inputOf = (field: ProfileField): string => `profile_${field}`;

const isOfFields = ({ problem }: FormState) => problem?.code === 'invalid_request';

/** The form for the facts in a person's profile, of which only the ticked ones are public. */
export function ProfileSection({ me }: { me: MeView }) {
  const [state, act] = useForm(saveProfile);
  return (
    <Section id="profile" title="Profile" aside="nothing is public unless you tick it">
      <ProblemBox problem={isOfFields(state) ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="mb-s4 grid max-w-560 gap-s5" noValidate key={state.attempt}>
        {profileFields.map((field) => (
          <TextField
            key={field}
            state={state}
            name={inputOf(field)}
            label={fieldWords[field].label}
            hint={fieldWords[field].hint}
            maxLength={fieldWords[field].maxLength}
            defaultValue={me[field] ?? ''}
            fault={faultOf(state.problem, field)}
            isOptional
          />
        ))}
        <ChoiceField
          state={state}
          name="shown"
          label="Show to every reader"
          type="checkbox"
          choices={profileFields.map((field) => ({ value: field, title: fieldWords[field].label }))}
          chosen={state.values.shown?.split(',') ?? me.shown}
          isInColumns
        />
        <SubmitButton busy="Saving">Save profile</SubmitButton>
      </form>
      <p className="text-small text-ink-2">
        A shown name appears with errata that you propose, with benchmarks that you own, and on the pages of
        teams on which you agree to be named.
      </p>
    </Section>
  );
}

/** The person's teams, and the form that founds a team. */
export function TeamsSection({ teams }: { teams: MeView['teams'] }) {
  const [state, act] = useForm(foundOwnTeam);
  return (
    <Section id="teams" title="Teams" aside="you submit for one team in a round">
      {teams.length === 0 ? (
        <p className="text-ink-2">One is made with your first submission.</p>
      ) : (
        <DataTable
          look="records"
          testId="own-teams"
          rows={teams}
          keyOf={({ slug }) => slug}
          columns={[
            {
              title: 'Team',
              isRowHeader: true,
              value: ({ slug, name }) => (
                <Link href={`/teams/${slug}`} prefetch={false}>
                  {name}
                </Link>
              ),
            },
            { title: 'Your role', value: ({ role }) => (role === 'captain' ? 'Captain' : 'Member') },
          ]}
        />
      )}
      <h3 className="mt-s6 mb-s3">Found a team</h3>
      <p className="mb-s3 max-w-[37em] text-small text-ink-2">
        A person submits for one team in a round. If you have already submitted to an open round, the new team
        can submit from the next round on; to share that round, invite people to the team that has submitted.
      </p>
      <ProblemBox problem={isOfFields(state) ? null : state.problem} attempt={state.attempt} />
      <form action={act} className="mb-s4 grid max-w-560 gap-s5" noValidate key={state.attempt}>
        <TextField
          state={state}
          name="team_name"
          label="Team’s name"
          minLength={2}
          maxLength={60}
          fault={faultOf(state.problem, 'name')}
          required
        />
        <TextField
          state={state}
          name="team_description"
          label="Description"
          hint="one line"
          maxLength={200}
          fault={faultOf(state.problem, 'description')}
          isOptional
        />
        <SubmitButton busy="Founding">Found the team</SubmitButton>
      </form>
    </Section>
  );
}
