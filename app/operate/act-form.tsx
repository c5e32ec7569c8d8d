'use client';

import { ActionForm } from '../_ui/forms/action-form';
import { SelectField, TextField } from '../_ui/forms/form-fields';
import { faultOf } from '../_ui/forms/form-state';
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
      {({ problem, values, attempt }) => (
        <>
          <SelectField
            key={`act ${attempt}`}
            name="act"
            label="Act"
            groups={[{ title: null, options: acts }]}
            defaultValue={values.act}
            fault={faultOf(problem, 'act')}
          />
          <SelectField
            key={`kind ${attempt}`}
            name="kind"
            label="On"
            groups={[{ title: null, options: kinds }]}
            defaultValue={values.kind}
            fault={faultOf(problem, 'kind')}
          />
          <TextField
            key={`subject ${attempt}`}
            name="subject"
            label="Which one"
            hint="Written as the table of kinds says."
            required
            maxLength={300}
            defaultValue={values.subject}
            fault={faultOf(problem, 'subject')}
          />
          <TextField
            key={`name ${attempt}`}
            name="name"
            label="New name or title"
            hint="For “rename” only."
            isOptional
            maxLength={80}
            defaultValue={values.name}
            fault={faultOf(problem, 'name')}
          />
        </>
      )}
    </ActionForm>
  );
}
