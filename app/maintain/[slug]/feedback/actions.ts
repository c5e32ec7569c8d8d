'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require-signed-in';
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

/** The policy and the share as the API takes them; whether they are right is for its contract to say. */
function readFeedbackForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { feedback_policy, feedback_share = '' } = values;
  return {
    feedback_policy,
    // People type per cent; the API takes a share.
    feedback_share: feedback_share.trim() === '' ? undefined : Number(feedback_share) / 100,
  };
}
