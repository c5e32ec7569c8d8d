'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
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
  return respond(path, before, values, await proposeLink(actor, slug, { ...values, teams }));
}

export async function consent(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respond(path, before, values, await consentToLink(actor, slug, id, values));
}

export async function drop(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respond(path, before, values, await dropLink(actor, slug, id));
}

export async function objectTo(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, id, path } = await readForm(form);
  return respond(path, before, values, await objectToMerge(actor, slug, id, { reason: values.reason }));
}

export async function unlink(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, teams, path } = await readForm(form);
  return respond(path, before, values, await unlinkTeams(actor, slug, { ...values, teams }));
}

export async function judge(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, id, path } = await readForm(form);
  return respond(path, before, values, await judgeFlag(actor, id, values));
}

function respond(
  path: string,
  before: FormState,
  values: Record<string, string>,
  done: Result<unknown, Refusal>,
): FormState {
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), values);
}
