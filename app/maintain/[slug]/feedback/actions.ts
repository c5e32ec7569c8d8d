'use server';

import { leaveForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues } from '@/app/_ui/forms/form-state';
import { setFeedbackPolicy } from '@/services/benchmark/change';

export async function saveFeedbackPolicy(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}/feedback`;
  const actor = await requireSignedIn(path);
  const done = await setFeedbackPolicy(actor, slug, readFeedbackForm(values));
  return leaveForm(path, before, done, { values, to: `${path}?saved` });
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
