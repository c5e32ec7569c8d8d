'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { actOnPage } from '@/services/moderation/public-acts';

/** Carries out an operator's act from the form, and redirects to its public entry. */
export async function act(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/operate');
  const values = readFormValues(form);
  const done = await actOnPage(actor, { ...values, name: values.name || undefined });
  revalidatePath('/operate');
  return done.ok
    ? redirect(`/moderation/${done.value.eventId}`)
    : refusedForm(before, toProblem(done.error), values);
}
