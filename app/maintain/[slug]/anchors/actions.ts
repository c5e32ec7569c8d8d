'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { designateAnchor, dropAnchor } from '@/services/anchor/anchor';

async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const path = `/maintain/${encodeURIComponent(slug)}`;
  return { actor: await requireSignedIn(path), values, slug, path };
}

export async function designate(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, path } = await readForm(form);
  const done = await designateAnchor(actor, slug, {
    ...readModelVersion(values.model_version),
    reason: values.reason,
  });
  revalidatePath(path);
  return done.ok
    ? { ...freshForm, attempt: before.attempt + 1 }
    : refusedForm(before, toProblem(done.error), values);
}

export async function drop(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, path } = await readForm(form);
  const done = await dropAnchor(actor, slug, values);
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), {});
}

/** The model version of an option of `DesignateForm`; anything else names none. */
function readModelVersion(text: string | undefined): { model?: unknown; version?: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
