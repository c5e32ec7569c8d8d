'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { TextField } from '@/app/_ui/forms/form-fields';
import { deleteOwnAccount } from '../actions';

/** The form that deletes the account, after the person has typed a confirmation. */
export function DeletionForm({ phrase }: { phrase: string }) {
  return (
    <ActionForm
      action={deleteOwnAccount}
      about={{}}
      button="Delete my account for good"
      busy="Deleting it"
      look="danger"
      shape="narrow"
      problemAtField="invalid_request"
    >
      {(state) => (
        <TextField state={state} name="confirmation" label={`Type “${phrase}”`} autoComplete="off" required />
      )}
    </ActionForm>
  );
}
