'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { changeBenchmark } from '@/services/benchmark/change';
import { readWordsForm } from './words-form-values';

export async function saveWords(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}/words`;
  const actor = await requireSignedIn(path);
  const done = await changeBenchmark(actor, slug, readWordsForm(values));
  if (!done.ok) return refusedForm(before, toProblem(done.error), values);
  revalidatePath(path);
  redirect(`${path}?saved`);
}
