'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { setFeedbackPolicy } from '@/services/benchmark/change';

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

/** The request body from the form, not yet validated; the API's schema does that. */
function readFeedbackForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { feedback_policy, feedback_share = '' } = values;
  return {
    feedback_policy,
    // The form has a percentage, the API a share.
    feedback_share: feedback_share.trim() === '' ? undefined : Number(feedback_share) / 100,
  };
}
