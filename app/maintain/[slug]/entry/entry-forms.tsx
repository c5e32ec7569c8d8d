'use client';

import { useActionState } from 'react';
import { AreaField, ChoiceField, FormField, fileClasses, HiddenFields } from '@/app/_ui/forms/form-fields';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Callout } from '@/app/_ui/words/callout';
import { type EntryMode, entryAddressesMax, entryQuestionsMax } from '@/lib/core/entry/entry';
import { type EntryFormState, makeCode, saveList, saveMode } from './actions';

const fresh: EntryFormState = { ...freshForm, done: null };

const modes: Readonly<Record<EntryMode, { title: string; hint: string }>> = {
  open: { title: 'Everybody', hint: 'whoever accepts the rules' },
  approval: { title: 'People whom a maintainer approves', hint: 'they apply, and you decide' },
  list: { title: 'People on a list', hint: 'by their verified address, its domain, or a class code' },
};

/** The form that sets how people enter the benchmark, and the questions to applicants. */
export function ModeForm(props: { slug: string; entry: EntryMode; questions: readonly string[] }) {
  const [state, save] = useActionState(saveMode, fresh);
  const { problem, attempt, values } = state;
  return (
    <form action={save} className="grid max-w-560 gap-s5" noValidate>
      <HiddenFields values={{ slug: props.slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <ChoiceField
        key={`entry ${attempt}`}
        state={state}
        name="entry"
        label="Who may submit"
        type="radio"
        choices={Object.entries(modes).map(([value, { title, hint }]) => ({ value, title, hint }))}
        chosen={[values.entry ?? props.entry]}
      />
      <AreaField
        key={`questions ${attempt}`}
        state={state}
        name="questions"
        label="Questions to people who apply"
        hint={`One a line, at most ${entryQuestionsMax}. Maintainers alone read the answers.`}
        rows={4}
        defaultValue={props.questions.join('\n')}
        fault={faultOf(problem, 'entry_questions')}
        isOptional
      />
      <Saved done={state.done} />
      <SubmitButton busy="Saving">Save</SubmitButton>
    </form>
  );
}

/** The form for the list of addresses and domains that may enter, which can be pasted or given as a CSV file. */
export function ListForm({ slug, addresses }: { slug: string; addresses: readonly string[] }) {
  const [state, save] = useActionState(saveList, fresh);
  const { problem, attempt } = state;
  return (
    <form action={save} className="grid max-w-560 gap-s5" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <AreaField
        key={attempt}
        state={state}
        name="list"
        label="Addresses and domains"
        hint={`One a line, or a pasted CSV; a domain as @example.org, without its subdomains. At most ${entryAddressesMax.toLocaleString('en')}.`}
        rows={8}
        spellCheck={false}
        defaultValue={addresses.join('\n')}
      />
      <FormField id="entry-file" label="Or a CSV file, which replaces the list" hint={null} fault={null}>
        <input
          id="entry-file"
          name="file"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className={fileClasses}
        />
      </FormField>
      <Saved done={state.done} />
      <SubmitButton busy="Saving">Save the list</SubmitButton>
    </form>
  );
}

/** The form that makes a new class code, which is shown once. */
export function CodeForm({ slug, exists }: { slug: string; exists: boolean }) {
  const [state, make] = useActionState(makeCode, fresh);
  return (
    <form action={make} className="grid max-w-560 gap-s3">
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      {state.done && (
        <Callout tone="note" role="status">
          The class code is <b className="font-mono whitespace-nowrap">{state.done}</b>. Note it now: only its
          hash is stored, and it isn’t shown again.
        </Callout>
      )}
      <SubmitButton look="plain" busy="Making it">
        {exists || state.done ? 'Replace the class code' : 'Make a class code'}
      </SubmitButton>
    </form>
  );
}

const Saved = ({ done }: { done: string | null }) =>
  done && (
    <p className="text-small text-ink-2" role="status">
      {done}
    </p>
  );
