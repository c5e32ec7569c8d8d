'use server';

import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues } from '@/app/_ui/forms/form-state';
import { ok } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { chooseSubmission, unchooseSubmission, withdrawSubmission } from '@/services/submission/counting';
import { setNote } from '@/services/submission/note';

type Values = Readonly<Record<string, string>>;

export async function actOnSubmission(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const path = `/submissions/${encodeURIComponent(values.id ?? '')}`;
  const actor = await requireSignedIn(path);
  const done = await act(actor, values);
  return respondForm(path, before, done, values);
}

/** @param values.choice the submission to count; empty to let the rule decide instead of `chosen` */
function act(actor: Actor, { id = '', action, choice, chosen, reason }: Values) {
  switch (action) {
    case 'choose':
      if (choice) return chooseSubmission(actor, choice);
      return chosen ? unchooseSubmission(actor, chosen) : ok(null);
    case 'withdraw':
      return withdrawSubmission(actor, id, reason === undefined ? {} : { reason });
    default:
      throw new Error('a form named no step that is offered');
  }
}

export async function saveNote(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { id = '', text } = values;
  const path = `/submissions/${encodeURIComponent(id)}`;
  const done = await setNote(await requireSignedIn(path), id, { text });
  return respondForm(path, before, done, values);
}
