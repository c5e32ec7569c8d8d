'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { utcInstant } from '@/app/maintain/[slug]/utc-instant';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import { changeDraft, deleteDraft } from '@/services/draft/draft';

export async function correctDraft(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const number = roundNumber(values.number ?? '');
  const path = `/maintain/${encodeURIComponent(slug)}/rounds/${number}`;
  const actor = await requireSignedIn(path);
  const done = await changeDraft(actor, slug, number, {
    title: values.title ?? '',
    opens_at: utcInstant(values.opens_at),
    closes_at: utcInstant(values.closes_at),
  });
  if (!done.ok) return refusedForm(before, toProblem(done.error), values);
  revalidatePath(path);
  redirect(`${path}?saved`);
}

/** From the draft's own page, which is gone with it. */
export async function deleteThisDraft(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}`;
  const actor = await requireSignedIn(path);
  const done = await deleteDraft(actor, slug, roundNumber(values.number ?? ''));
  if (!done.ok) return refusedForm(before, toProblem(done.error), values);
  revalidatePath(path);
  redirect(path);
}
