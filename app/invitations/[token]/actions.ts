'use server';

import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { acceptInvitation } from '@/services/people/invitations';

export async function accept(before: FormState, form: FormData): Promise<FormState> {
  const { token = '' } = readFormValues(form);
  const actor = await requireSignedIn(`/invitations/${encodeURIComponent(token)}`);
  const accepted = await acceptInvitation(actor, token);
  if (!accepted.ok) return refusedForm(before, toProblem(accepted.error), {});
  redirect(`/maintain/${accepted.value.slug}`);
}
