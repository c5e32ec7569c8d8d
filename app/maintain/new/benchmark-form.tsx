'use client';

import { useActionState } from 'react';
import { ChoiceField, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { FeedbackFields } from '@/app/_ui/maintain/feedback-fields';
import { DescriptionField, RulesField } from '@/app/_ui/maintain/text-fields';
import { Section } from '@/app/_ui/page/section';
import { teamMembersMax, teamSizeMaxDefault } from '@/lib/core/team/team';
import { createFromForm } from './actions';
import { ModelFields } from './model-fields';
import { TaskFields } from './task-fields';

/** The form for a new benchmark, in five sections. @param planned initial values of fields, from the plan */
export function BenchmarkForm({ planned }: { planned: Readonly<Record<string, string>> }) {
  const [submitted, act] = useActionState(createFromForm, freshForm);
  const state = { ...submitted, values: { ...planned, ...submitted.values } };
  return (
    <form action={act} className="group/form" noValidate>
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <div key={state.attempt}>
        <NameFields state={state} />
        <TaskFields state={state} />
        <ModelFields state={state} />
        <FeedbackFields state={state} />
        <QuotaFields state={state} />
      </div>
      <div className="mt-s3 flex items-center gap-s4 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-s2">
        <SubmitButton busy="Creating it">Create the benchmark</SubmitButton>
        <p className="text-small text-ink-2">This opens no round yet.</p>
      </div>
    </form>
  );
}

/** The fields for the number of scored submissions of a team. */
function QuotaFields({ state }: { state: FormState }) {
  return (
    <Section title="Quota" aside="a rejected file uses none">
      <div className="mb-s4 grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
        <TextField
          state={state}
          name="quota_per_round"
          type="number"
          label="Submissions of a team in a round"
          min={1}
          max={1000}
          defaultValue="20"
        />
        <TextField
          state={state}
          name="quota_per_day"
          type="number"
          label="and on one day (UTC)"
          min={1}
          max={1000}
          defaultValue="3"
        />
        <TextField
          state={state}
          name="team_size_max"
          type="number"
          label="People in a team, at most"
          hint="1 admits individuals only"
          min={1}
          max={teamMembersMax}
          defaultValue={String(teamSizeMaxDefault)}
        />
      </div>
    </Section>
  );
}

/** The fields for name, address and public texts. */
function NameFields({ state }: { state: FormState }) {
  const { problem, values } = state;
  return (
    <Section title="Name">
      <div className="mb-s4 grid gap-s5">
        <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
          <TextField state={state} name="title" label="Title" maxLength={120} required />
          <TextField
            state={state}
            name="slug"
            fault={problem?.code === 'slug_taken' ? problem.detail : undefined}
            label="Address"
            hint="Small letters, digits and single hyphens: /benchmarks/late-flights. Can’t be changed later."
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            required
          />
        </div>
        <DescriptionField state={state} />
        <RulesField state={state} />
        <ChoiceField
          state={state}
          name="visibility"
          label="Listing"
          type="radio"
          chosen={[values.visibility ?? 'public']}
          choices={[
            { value: 'public', title: 'Listed', hint: 'It is in the public list of benchmarks.' },
            {
              value: 'unlisted',
              title: 'Not listed',
              hint: 'Everyone who has the address sees it; the address is no secret.',
            },
            {
              value: 'private',
              title: 'Private',
              hint: 'It exists for its maintainers, and for people on its list or with its class code. Its address ends in 8 random characters.',
            },
          ]}
        />
      </div>
    </Section>
  );
}
