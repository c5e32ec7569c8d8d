'use client';

import { ActionForm } from '../_ui/forms/action-form';
import { SelectField, TextField } from '../_ui/forms/form-fields';
import { act } from './actions';

type Option = { value: string; title: string };

export function ActForm({ acts, kinds }: { acts: readonly Option[]; kinds: readonly Option[] }) {
  return (
    <ActionForm
      action={act}
      about={{}}
      button="Do it, publicly"
      busy="Doing it"
      reason={{
        hint: 'Public for good, in the audit log: it names no person and repeats no abuse.',
        maxLength: 1000,
      }}
    >
      {(state) => (
        <>
          <SelectField
            key={`act ${state.attempt}`}
            state={state}
            name="act"
            label="Act"
            groups={[{ title: null, options: acts }]}
          />
          <SelectField
            key={`kind ${state.attempt}`}
            state={state}
            name="kind"
            label="On"
            groups={[{ title: null, options: kinds }]}
          />
          <TextField
            key={`subject ${state.attempt}`}
            state={state}
            name="subject"
            label="Which one"
            hint="Written as the table of kinds says."
            required
            maxLength={300}
          />
          <TextField
            key={`name ${state.attempt}`}
            state={state}
            name="name"
            label="New name or title"
            hint="For “rename” only."
            isOptional
            maxLength={80}
          />
        </>
      )}
    </ActionForm>
  );
}
