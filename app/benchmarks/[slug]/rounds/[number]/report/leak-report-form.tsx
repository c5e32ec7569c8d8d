'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { AreaField, TextField } from '@/app/_ui/forms/form-fields';
import { sendLeakReport } from './actions';

/** The form by which anybody reports a leak of labels to the maintainers, visitors included. */
export function LeakReportForm({ slug, number }: { slug: string; number: number }) {
  return (
    <div className="mt-s4">
      <ActionForm action={sendLeakReport} about={{ slug, number }} button="Send the report" busy="Sending">
        {(state) => (
          <>
            <AreaField
              key={`text ${state.attempt}`}
              state={state}
              name="text"
              label="What you found"
              hint="Where labels or items can be seen, since when, and how you came upon them. 10 to 4,000 characters."
              rows={8}
              required
              minLength={10}
              maxLength={4000}
            />
            <TextField
              key={`contact ${state.attempt}`}
              state={state}
              name="contact"
              label="How to reach you"
              isOptional
              hint="For questions only. Only the maintainers see it."
              maxLength={200}
            />
          </>
        )}
      </ActionForm>
    </div>
  );
}
