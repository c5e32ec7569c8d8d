'use client';

import { useActionState } from 'react';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-and-save-buttons';
import { ChoiceField, SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Callout } from '@/app/_ui/words/callout';
import type { MeView } from '@/lib/contracts/people';
import type { TokenScope } from '@/lib/core/token-scope';
import { createOwnToken, type TokenFormState } from './actions';

const freshTokenForm: TokenFormState = { ...freshForm, made: null };

const scopeChoices: { value: TokenScope; title: string; hint: string }[] = [
  { value: 'read', title: 'Read', hint: 'see what you see' },
  { value: 'submit', title: 'Submit', hint: 'read, and send predictions' },
  { value: 'maintain', title: 'Maintain', hint: 'everything that you can do' },
];

const missingBenchmark = (problem: TokenFormState['problem']): string | null =>
  problem && ['not_found', 'withdrawn'].includes(problem.code) ? problem.detail : null;

/** The form that makes an API token and shows it once. */
export function TokenForm({ teams }: { teams: MeView['teams'] }) {
  const [state, act] = useActionState(createOwnToken, freshTokenForm);
  return (
    <>
      {state.made && (
        <Callout tone="note" role="status">
          <p>
            <b>{state.made.name}</b> is made. Copy it now: the site keeps only a hash, and can’t show it
            again.
          </p>
          <div className="mt-s2 flex flex-wrap items-center gap-s3">
            <CodeBlock ground="panel">{state.made.token}</CodeBlock>
            <CopyButton text={state.made.token} />
          </div>
        </Callout>
      )}
      <form
        action={act}
        className="mb-s4 grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1"
        noValidate
        key={state.attempt}
      >
        <TextField
          state={state}
          name="name"
          label="What it is for"
          placeholder="nightly upload"
          maxLength={60}
          autoComplete="off"
          required
        />
        <TextField
          state={state}
          name="days"
          type="number"
          min={1}
          max={366}
          label="Valid for"
          unit="days"
          defaultValue="90"
          required
        />
        <div className="col-span-full">
          <ChoiceField
            name="scope"
            label="What it may do"
            type="radio"
            choices={scopeChoices}
            chosen={[state.values.scope ?? 'submit']}
          />
        </div>
        <TextField
          state={state}
          name="benchmark"
          label="Only in benchmark"
          hint="The last part of its address. The token works nowhere else."
          maxLength={100}
          autoComplete="off"
          fault={faultOf(state.problem, 'benchmark') ?? missingBenchmark(state.problem)}
          isOptional
        />
        <SelectField
          state={state}
          name="team"
          label="Only for team"
          hint="It can submit for that team, and read nothing of your roles."
          groups={[
            {
              title: null,
              options: [
                { value: '', title: 'any of your teams' },
                ...teams.map(({ slug, name }) => ({ value: slug, title: name })),
              ],
            },
          ]}
        />
        <div className="col-span-full">
          <SubmitButton busy="Making it">Make a token</SubmitButton>
        </div>
      </form>
    </>
  );
}
