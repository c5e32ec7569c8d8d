'use server';

import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues } from '@/app/_ui/forms/form-state';
import { judgeFlag } from '@/services/flag/flag';
import { unlinkTeams } from '@/services/team/link';
import { consentToLink, dropLink, proposeLink } from '@/services/team/links';
import { objectToMerge } from '@/services/team/merges';

/** The fields shared by the forms of this page: benchmark, and flag, link or teams. */
async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '', id = '', teams = '' } = values;
  const path = `/maintain/${encodeURIComponent(slug)}/flags`;
  const actor = await requireSignedIn(path);
  return { actor, values, slug, id, teams: teams.split(',').filter(Boolean), path };
}

export async function link(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, teams, path } = await readForm(form);
  return respondForm(path, before, await proposeLink(actor, slug, { ...values, teams }), values);
}

export async function consent(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respondForm(path, before, await consentToLink(actor, slug, id, values), values);
}

export async function drop(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respondForm(path, before, await dropLink(actor, slug, id), values);
}

export async function objectTo(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respondForm(path, before, await objectToMerge(actor, slug, id, { reason: values.reason }), values);
}

export async function unlink(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, teams, path } = await readForm(form);
  return respondForm(path, before, await unlinkTeams(actor, slug, { ...values, teams }), values);
}

export async function judge(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, id, path } = await readForm(form);
  return respondForm(path, before, await judgeFlag(actor, id, values), values);
}
