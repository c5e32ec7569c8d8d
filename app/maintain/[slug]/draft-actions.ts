'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, freshForm, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import { deleteDraft } from '@/services/draft/draft';

export async function deleteLockedDraft(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}`;
  const actor = await requireSignedIn(path);
  const done = await deleteDraft(actor, slug, roundNumber(values.round ?? ''));
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), {});
}
