'use server';

import { leaveForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues } from '@/app/_ui/forms/form-state';
import { announce } from '@/services/benchmark/announce';

export async function announceFromForm(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '', title, text, to } = values;
  const path = `/maintain/${encodeURIComponent(slug)}/announcements`;
  const actor = await requireSignedIn(path);
  const done = await announce(actor, slug, { title, text, to });
  return leaveForm(path, before, done, { values, to: `${path}?announced` });
}
