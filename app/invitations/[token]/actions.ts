'use server';

import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { acceptInvitation } from '@/services/people/invitations';
import { joinTeam } from '@/services/team/members';

export async function accept(before: FormState, form: FormData): Promise<FormState> {
  const { token = '' } = readFormValues(form);
  const actor = await requireSignedIn(`/invitations/${encodeURIComponent(token)}`);
  const accepted = await acceptInvitation(actor, token);
  if (!accepted.ok) return refusedForm(before, toProblem(accepted.error), {});
  redirect(`/maintain/${accepted.value.slug}`);
}

export async function join(before: FormState, form: FormData): Promise<FormState> {
  const { token = '', named } = readFormValues(form);
  const actor = await requireSignedIn(`/invitations/${encodeURIComponent(token)}`);
  const joined = await joinTeam(actor, token, { isNamed: named === 'yes' });
  if (!joined.ok) return refusedForm(before, toProblem(joined.error), {});
  redirect(`/teams/${joined.value.slug}`);
}
