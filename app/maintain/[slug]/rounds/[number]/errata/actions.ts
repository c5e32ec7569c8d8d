'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { readCorrections } from '@/app/_ui/errata/read-corrections';
import { type FormState, freshForm, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { dropErratum } from '@/lib/services/drop-erratum';
import { findActor } from '@/lib/services/find-actor';
import { proposeErratum } from '@/lib/services/propose-erratum';
import { publishErratum } from '@/lib/services/publish-erratum';

export type ErratumStep = 'publish' | 'drop';

const acts = { publish: publishErratum, drop: dropErratum };

export async function proposeFromForm(
  slug: string,
  number: number,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  const path = `/maintain/${slug}/rounds/${number}/errata`;
  const actor = await findActor();
  if (!actor) redirect(signInPath(path));
  const values = readFormValues(form);
  const { corrections = '', reason = '' } = values;
  const read = readCorrections(corrections);
  if (!read.ok)
    return refusedForm(before, toProblem({ kind: 'invalid_request', faults: read.error }), values);
  const proposed = await proposeErratum(actor, slug, number, { corrections: read.value, reason });
  if (!proposed.ok) return refusedForm(before, toProblem(proposed.error), values);
  revalidatePath(path);
  return freshForm;
}

export async function actOnErratum(
  slug: string,
  number: number,
  erratum: number,
  step: ErratumStep,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  const path = `/maintain/${slug}/rounds/${number}/errata`;
  const actor = await findActor();
  if (!actor) redirect(signInPath(path));
  const done = await acts[step](actor, slug, number, erratum);
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), readFormValues(form));
}
