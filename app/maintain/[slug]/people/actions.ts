'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import type { SentInvitationView } from '@/lib/contracts/people';
import { toProblem } from '@/lib/contracts/problem';
import { invitePerson, revokeInvitation } from '@/services/people/invitations';
import { changeRole, removeRole } from '@/services/people/roles';

/** `sent` is the new invitation. */
export type InviteFormState = FormState & { readonly sent: SentInvitationView | null };

/** The fields shared by the forms of this page: benchmark, and person or invitation. */
async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '', id = '' } = values;
  const path = `/maintain/${encodeURIComponent(slug)}/people`;
  return { actor: await requireSignedIn(path), values, slug, id, path };
}

export async function invite(before: InviteFormState, form: FormData): Promise<InviteFormState> {
  const { actor, values, slug, path } = await readForm(form);
  const sent = await invitePerson(actor, slug, values);
  if (!sent.ok) return { ...refusedForm(before, toProblem(sent.error), values), sent: null };
  revalidatePath(path);
  return { attempt: before.attempt + 1, problem: null, values: {}, sent: sent.value };
}

export async function resendInvitation(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, path } = await readForm(form);
  return respondForm(path, before, await invitePerson(actor, slug, values));
}

/** Revokes an invitation. Succeeds also for an invitation that is already gone. */
export async function takeInvitationBack(before: FormState, form: FormData): Promise<FormState> {
  const { actor, slug, id, path } = await readForm(form);
  return respondForm(path, before, await revokeInvitation(actor, slug, id));
}

export async function changeRoleOf(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respondForm(path, before, await changeRole(actor, slug, id, values));
}

export async function removePerson(before: FormState, form: FormData): Promise<FormState> {
  const { actor, slug, id, path } = await readForm(form);
  const removed = await removeRole(actor, slug, id);
  if (removed.ok && id === actor.userId) redirect('/maintain');
  return respondForm(path, before, removed);
}
