'use server';

import { revalidatePath } from 'next/cache';
import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { erratumNumber, type MaintainedErratumView } from '@/lib/contracts/erratum';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { consentToErratum, dropErratum, proposeErratum, publishErratum } from '@/services/erratum/propose';
import { readCorrections } from './read-corrections';

type Act = (
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
  input: unknown,
) => Promise<Result<MaintainedErratumView>>;

const acts = new Map<string, Act>([
  ['consent', consentToErratum],
  ['publish', publishErratum],
  ['drop', dropErratum],
]);

/** The fields shared by the forms of this page. */
async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '', number: text = '' } = values;
  const number = roundNumber(text);
  const path = `/maintain/${encodeURIComponent(slug)}/rounds/${number}/errata`;
  return { actor: await requireSignedIn(path), values, slug, number, path };
}

export async function proposeFromForm(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, number, path } = await readForm(form);
  const { corrections = '', reason = '' } = values;
  const read = readCorrections(corrections);
  if (!read.ok)
    return refusedForm(before, toProblem({ kind: 'invalid_request', faults: read.error }), values);
  const proposed = await proposeErratum(actor, slug, number, { corrections: read.value, reason });
  if (!proposed.ok) return refusedForm(before, toProblem(proposed.error), values);
  revalidatePath(path);
  return freshForm;
}

export async function actOnErratum(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, number, path } = await readForm(form);
  const { erratum = '', step = '' } = values;
  const act = acts.get(step);
  const input = { consent_to: values.consent_to };
  const done = act
    ? await act(actor, slug, number, erratumNumber(erratum), input)
    : refuse<Refusal>({ kind: 'not_found', what: 'action' });
  return respondForm(path, before, done, values);
}
