'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import type { RoundView } from '@/lib/contracts/round';
import { correctDraft } from './draft-actions';

/** A draft's title and planned dates. */
export function CorrectDraft({ slug, draft }: { slug: string; draft: RoundView }) {
  return (
    <ActionForm
      action={correctDraft}
      about={{ slug, number: draft.number }}
      button="Save"
      busy="Saving"
      look="main"
    >
      {({ attempt, problem, values }) => (
        <>
          <TextField
            key={`title ${attempt}`}
            name="title"
            label="Title"
            maxLength={80}
            defaultValue={values.title ?? draft.title}
            fault={faultOf(problem, 'title')}
            required
          />
          <TextField
            key={`opens_at ${attempt}`}
            name="opens_at"
            type="datetime-local"
            label="Planned opening (UTC)"
            defaultValue={values.opens_at ?? localOf(draft.opens_at)}
            fault={faultOf(problem, 'opens_at')}
            isOptional
          />
          <TextField
            key={`closes_at ${attempt}`}
            name="closes_at"
            type="datetime-local"
            label="Planned close (UTC)"
            defaultValue={values.closes_at ?? localOf(draft.closes_at)}
            fault={faultOf(problem, 'closes_at')}
            isOptional
          />
        </>
      )}
    </ActionForm>
  );
}

/** To the minute: by a finer default the browser would refuse whole minutes. */
const localOf = (instant: string | null): string => instant?.slice(0, 16) ?? '';
