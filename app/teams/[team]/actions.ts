'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import type { SentTeamInvitationView } from '@/lib/contracts/team';
import { changeMember, inviteToTeam, removeMember, revokeTeamInvitation } from '@/services/team/members';
import { agreeToMerge, askMerge, dropMerge } from '@/services/team/merges';
import { changeTeam } from '@/services/team/own-team';
import { setPseudonym } from '@/services/team/pseudonyms';

/** `sent` is the new invitation, with its link if it has no address. */
export type InviteState = FormState & { readonly sent: SentTeamInvitationView | null };

async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { team = '', id = '' } = values;
  const path = `/teams/${encodeURIComponent(team)}`;
  return { actor: await requireSignedIn(path), values, team, id, path };
}

export async function describeTeam(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, team, path } = await readForm(form);
  const { name, description } = values;
  const changed = await changeTeam(actor, team, { name, description });
  if (!changed.ok) return refusedForm(before, toProblem(changed.error), values);
  revalidatePath(path);
  return redirect(`/teams/${changed.value.team}`);
}

export async function invite(before: InviteState, form: FormData): Promise<InviteState> {
  const { actor, values, team, path } = await readForm(form);
  const { email = '', role } = values;
  const sent = await inviteToTeam(actor, team, { email: email.trim() === '' ? null : email, role });
  if (!sent.ok) return { ...refusedForm(before, toProblem(sent.error), values), sent: null };
  revalidatePath(path);
  return { attempt: before.attempt + 1, problem: null, values: {}, sent: sent.value };
}

/** Revokes an invitation. Succeeds also for an invitation that is already gone. */
export async function takeInvitationBack(before: FormState, form: FormData): Promise<FormState> {
  const { actor, team, id, path } = await readForm(form);
  return respondForm(path, before, await revokeTeamInvitation(actor, team, id));
}

export async function changeRoleOf(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, team, id, path } = await readForm(form);
  return respondForm(path, before, await changeMember(actor, team, id, { role: values.role }));
}

export async function changeOwnNaming(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, team, id, path } = await readForm(form);
  return respondForm(path, before, await changeMember(actor, team, id, { named: values.named === 'yes' }));
}

export async function askToMerge(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, team, path } = await readForm(form);
  const asked = await askMerge(actor, team, {
    ...{ benchmark: values.benchmark, with: addressIn(values.with ?? ''), name: values.merge_name },
  });
  if (!asked.ok) return refusedForm(before, toProblem(asked.error), values);
  revalidatePath(path);
  return freshForm;
}

/** A team's address within the site, which may be given with the page's whole address. */
const addressIn = (text: string): string => text.trim().replace(/^.*\/teams\//, '');

export async function putUnderPseudonym(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, team, path } = await readForm(form);
  const { pseudonym_benchmark: benchmark = '', pseudonym: name, until } = values;
  const set = await setPseudonym(actor, team, {
    ...{ benchmark: benchmark.trim().replace(/^.*\/benchmarks\//, ''), name, until: `${until}T00:00:00Z` },
  });
  if (!set.ok) return refusedForm(before, toProblem(set.error), values);
  revalidatePath(path);
  return freshForm;
}

export async function agree(before: FormState, form: FormData): Promise<FormState> {
  const { actor, team, id, path } = await readForm(form);
  return respondForm(path, before, await agreeToMerge(actor, team, id));
}

export async function dropWish(before: FormState, form: FormData): Promise<FormState> {
  const { actor, team, id, path } = await readForm(form);
  return respondForm(path, before, await dropMerge(actor, team, id));
}

export async function removeFromTeam(before: FormState, form: FormData): Promise<FormState> {
  const { actor, team, id, path } = await readForm(form);
  const removed = await removeMember(actor, team, id);
  if (removed.ok && id === actor.userId) redirect('/settings#teams');
  return respondForm(path, before, removed);
}
