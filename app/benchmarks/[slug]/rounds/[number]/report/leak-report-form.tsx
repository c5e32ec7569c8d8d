'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { AreaField, TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import { sendLeakReport } from './actions';

/** The form by which anybody reports a leak of labels to the maintainers, visitors included. */
export function LeakReportForm({ slug, number }: { slug: string; number: number }) {
  return (
    <div className="mt-s4">
      <ActionForm action={sendLeakReport} about={{ slug, number }} button="Send the report" busy="Sending">
        {({ attempt, problem, values }) => (
          <>
            <AreaField
              key={`text ${attempt}`}
              name="text"
              label="What you found"
              hint="Where labels or items can be seen, since when, and how you came upon them. 10 to 4,000 characters."
              rows={8}
              required
              minLength={10}
              maxLength={4000}
              defaultValue={values.text ?? ''}
              fault={faultOf(problem, 'text')}
            />
            <TextField
              key={`contact ${attempt}`}
              name="contact"
              label="How to reach you"
              isOptional
              hint="For questions only. Only the maintainers see it."
              maxLength={200}
              defaultValue={values.contact ?? ''}
              fault={faultOf(problem, 'contact')}
            />
          </>
        )}
      </ActionForm>
    </div>
  );
}
