'use server';

import { revalidatePath } from 'next/cache';
import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { entryQuestionsMax } from '@/lib/core/entry/entry';
import { acceptRules, applyToEnter } from '@/services/entry/entry';
import { retireVersion } from '@/services/version/version';

export async function retireFromForm(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const path = `/benchmarks/${encodeURIComponent(values.slug ?? '')}/submit`;
  const actor = await requireSignedIn(path);
  const retired = await retireVersion(actor, values.id ?? '');
  return respondForm(path, before, retired, values);
}

export async function apply(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '', count = '0' } = values;
  const path = `/benchmarks/${encodeURIComponent(slug)}/submit`;
  const actor = await requireSignedIn(path);
  const answers = Array.from({ length: Math.min(Number(count) || 0, entryQuestionsMax) }, (_, i) =>
    (values[`answers.${i}`] ?? '').trim(),
  );
  const applied = await applyToEnter(actor, slug, { answers });
  if (!applied.ok) return refusedForm(before, toProblem(applied.error), values);
  revalidatePath(path);
  return freshForm;
}

export async function acceptFromForm(before: FormState, form: FormData): Promise<FormState> {
  const { slug = '', version } = readFormValues(form);
  const path = `/benchmarks/${encodeURIComponent(slug)}/rules`;
  const actor = await requireSignedIn(path);
  const accepted = await acceptRules(actor, slug, { version });
  return respondForm(path, before, accepted);
}
