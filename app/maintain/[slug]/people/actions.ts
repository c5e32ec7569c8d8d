'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { invitePerson, revokeInvitation } from '@/services/people/invitations';
import { changeRole, removeRole } from '@/services/people/roles';
import type { InviteFormState } from './invite-form-state';

/** A form that names its benchmark, and the person or invitation it is about, in hidden fields. */
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
  return answer(path, before, await invitePerson(actor, slug, values));
}

/** One that is gone already is as good as taken back. */
export async function takeInvitationBack(before: FormState, form: FormData): Promise<FormState> {
  const { actor, slug, id, path } = await readForm(form);
  return answer(path, before, await revokeInvitation(actor, slug, id));
}

export async function changeRoleOf(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return answer(path, before, await changeRole(actor, slug, id, values));
}

export async function removePerson(before: FormState, form: FormData): Promise<FormState> {
  const { actor, slug, id, path } = await readForm(form);
  const removed = await removeRole(actor, slug, id);
  if (removed.ok && id === actor.userId) redirect('/maintain');
  return answer(path, before, removed);
}

function answer(path: string, before: FormState, done: Result<unknown, Refusal>): FormState {
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), {});
}
