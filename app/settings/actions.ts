'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import type { TokenView } from '@/lib/contracts/people';
import { toProblem } from '@/lib/contracts/problem';
import { isIntegrityNotice, noticeKinds } from '@/lib/core/notice/notice';
import { changeProfile, endOtherSessions, endSession, removeSignInMethod } from '@/services/account/account';
import { deleteAccount } from '@/services/account/delete-account';
import { muteNotices } from '@/services/account/notices';
import { createToken, revokeToken } from '@/services/account/tokens';
import { forgetBrowser } from '@/services/sign-in/sign-in-cookies';
import { foundTeam } from '@/services/team/own-team';

/** `made` contains the new token itself, which only this response shows. */
export type TokenFormState = FormState & { readonly made: (TokenView & { token: string }) | null };

export async function createOwnToken(before: TokenFormState, form: FormData): Promise<TokenFormState> {
  const actor = await requireSignedIn('/settings');
  const values = readFormValues(form);
  const made = await createToken(actor, {
    name: values.name,
    days: values.days,
    scope: values.scope,
    benchmark: values.benchmark,
    team: values.team,
  });
  if (!made.ok) return { ...refusedForm(before, toProblem(made.error), values), made: null };
  revalidatePath('/settings');
  return { attempt: before.attempt + 1, problem: null, values: {}, made: made.value };
}

/** Revokes an API token. Also succeeds if the token is revoked already. */
export async function revokeOwnToken(id: string): Promise<void> {
  const actor = await requireSignedIn('/settings');
  await revokeToken(actor, id);
  revalidatePath('/settings');
}

export async function saveProfile(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/settings');
  const values = readFormValues(form);
  const saved = await changeProfile(actor, {
    ...{ name: values.profile_name, affiliation: values.profile_affiliation },
    ...{ orcid: values.profile_orcid, link: values.profile_link, shown: form.getAll('shown') },
  });
  if (!saved.ok) return refusedForm(before, toProblem(saved.error), values);
  revalidatePath('/settings');
  return { attempt: before.attempt + 1, problem: null, values: {} };
}

export async function foundOwnTeam(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/settings');
  const values = readFormValues(form);
  const founded = await foundTeam(actor, { name: values.team_name, description: values.team_description });
  if (!founded.ok) return refusedForm(before, toProblem(founded.error), values);
  redirect(`/teams/${founded.value.team}`);
}

/** The form sends the kinds of mail that are ticked; all others that can be muted get muted. */
export async function saveMailPreferences(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/settings');
  const wanted = form.getAll('wanted');
  const muted = noticeKinds.filter((kind) => !isIntegrityNotice(kind) && !wanted.includes(kind));
  const saved = await muteNotices(actor, { muted });
  if (!saved.ok) return refusedForm(before, toProblem(saved.error), {});
  revalidatePath('/settings');
  return { attempt: before.attempt + 1, problem: null, values: {} };
}

export async function deleteOwnAccount(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/settings/delete');
  const values = readFormValues(form);
  const deleted = await deleteAccount(actor, values.confirmation ?? '');
  if (!deleted.ok) return refusedForm(before, toProblem(deleted.error), values);
  await forgetBrowser();
  redirect('/sign-in?deleted=1');
}

export async function endOwnSignInMethod(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/settings');
  const { way = '' } = readFormValues(form);
  const ended = await removeSignInMethod(actor, way);
  if (!ended.ok) return refusedForm(before, toProblem(ended.error), {});
  revalidatePath('/settings');
  return freshForm;
}

/**
 * Ends a session. Also succeeds if the session has ended already. After the end of the current session, the page leads to the
 * sign-in.
 */
export async function endOwnSession(id: string): Promise<void> {
  const actor = await requireSignedIn('/settings');
  await endSession(actor, id);
  revalidatePath('/settings');
}

export async function endOwnOthers(): Promise<void> {
  const actor = await requireSignedIn('/settings');
  await endOtherSessions(actor);
  revalidatePath('/settings');
}
