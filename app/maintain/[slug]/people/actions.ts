'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { type FormState, freshForm, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import type { InviteFormState } from '@/app/_ui/people/invite-form-state';
import { toProblem } from '@/lib/contracts/problem';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import type { Actor } from '@/lib/services/actor';
import { changeRole } from '@/lib/services/change-role';
import { findActor } from '@/lib/services/find-actor';
import { invitePerson } from '@/lib/services/invite-person';
import { removeRole } from '@/lib/services/remove-role';
import { revokeInvitation } from '@/lib/services/revoke-invitation';

const pathOf = (slug: string) => `/maintain/${slug}/people`;

export async function invite(
  slug: string,
  before: InviteFormState,
  form: FormData,
): Promise<InviteFormState> {
  const actor = await requirePageActor(slug);
  const values = readFormValues(form);
  const sent = await invitePerson(actor, slug, values);
  if (!sent.ok) return { ...refusedForm(before, toProblem(sent.error), values), sent: null };
  revalidatePath(pathOf(slug));
  return { attempt: before.attempt + 1, problem: null, values: {}, sent: sent.value };
}

export async function resendInvitation(
  slug: string,
  email: string,
  role: string,
  before: FormState,
  _form: FormData,
): Promise<FormState> {
  return answer(slug, before, await invitePerson(await requirePageActor(slug), slug, { email, role }));
}

/** One that is gone already is as good as taken back. */
export async function takeInvitationBack(
  slug: string,
  id: string,
  before: FormState,
  _form: FormData,
): Promise<FormState> {
  return answer(slug, before, await revokeInvitation(await requirePageActor(slug), slug, id));
}

export async function changeRoleOf(
  slug: string,
  id: string,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  const actor = await requirePageActor(slug);
  return answer(slug, before, await changeRole(actor, slug, id, readFormValues(form)));
}

export async function removePerson(
  slug: string,
  id: string,
  isYou: boolean,
  before: FormState,
  _form: FormData,
): Promise<FormState> {
  const removed = await removeRole(await requirePageActor(slug), slug, id);
  if (removed.ok && isYou) redirect('/maintain');
  return answer(slug, before, removed);
}

async function requirePageActor(slug: string): Promise<Actor> {
  return (await findActor()) ?? redirect(signInPath(pathOf(slug)));
}

function answer(slug: string, before: FormState, done: Result<unknown, Refusal>): FormState {
  revalidatePath(pathOf(slug));
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), {});
}
