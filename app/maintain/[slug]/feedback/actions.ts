'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { setFeedbackPolicy } from '@/services/benchmark/set-feedback-policy';
import { readFeedbackForm } from './read-feedback-form';

export async function saveFeedbackPolicy(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}/feedback`;
  const actor = await requireSignedIn(path);
  const done = await setFeedbackPolicy(actor, slug, readFeedbackForm(values));
  if (!done.ok) return refusedForm(before, toProblem(done.error), values);
  revalidatePath(path);
  redirect(`${path}?saved`);
}
