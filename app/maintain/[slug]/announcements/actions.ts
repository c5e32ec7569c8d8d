'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { announce } from '@/services/benchmark/announce';

export async function announceFromForm(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '', title, text, to } = values;
  const path = `/maintain/${encodeURIComponent(slug)}/announcements`;
  const actor = await requireSignedIn(path);
  const done = await announce(actor, slug, { title, text, to });
  if (!done.ok) return refusedForm(before, toProblem(done.error), values);
  revalidatePath(path);
  redirect(`${path}?announced`);
}
