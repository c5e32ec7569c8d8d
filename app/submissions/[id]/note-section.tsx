'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { AreaField } from '@/app/_ui/forms/form-fields';
import { saveNote } from './actions';
import { Question } from './question';

/** The team's own note about a submission, with a form to change it. */
export function NoteSection({ id, note }: { id: string; note: string | null }) {
  return (
    <Question title="A note for your team">
      <ActionForm
        action={saveNote}
        about={{ id }}
        button="Save the note"
        busy="Saving"
        look="plain"
        shape="below"
      >
        {(state) => (
          <AreaField
            key={`${state.attempt} ${note ?? ''}`}
            state={state}
            name="text"
            label="Note"
            hint="Only members of your team read it, also after the close."
            rows={3}
            maxLength={2000}
            defaultValue={note ?? ''}
            isOptional
          />
        )}
      </ActionForm>
    </Question>
  );
}
