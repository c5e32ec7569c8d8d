'use server';

import { revalidatePath } from 'next/cache';
import { leaveForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import type { WebhookSecretView } from '@/lib/contracts/webhook';
import {
  createWebhook,
  deleteWebhook,
  enableWebhook,
  resendDelivery,
  rotateWebhookSecret,
} from '@/services/account/webhooks';

const page = '/settings/webhooks';

/** `made` contains the new secret, which only this response shows. */
export type SecretFormState = FormState & { readonly made: WebhookSecretView | null };

export async function createOwnWebhook(before: SecretFormState, form: FormData): Promise<SecretFormState> {
  const actor = await requireSignedIn(page);
  const { url = '' } = readFormValues(form);
  const made = await createWebhook(actor, { url, events: form.getAll('events') });
  if (!made.ok) return { ...refusedForm(before, toProblem(made.error), { url }), made: null };
  revalidatePath(page);
  return { attempt: before.attempt + 1, problem: null, values: {}, made: made.value };
}

export async function rotateOwnSecret(before: SecretFormState, form: FormData): Promise<SecretFormState> {
  const actor = await requireSignedIn(page);
  const { id = '' } = readFormValues(form);
  const made = await rotateWebhookSecret(actor, id);
  if (!made.ok) return { ...refusedForm(before, toProblem(made.error), {}), made: null };
  return { attempt: before.attempt + 1, problem: null, values: {}, made: made.value };
}

export async function enableOwnWebhook(id: string): Promise<void> {
  const actor = await requireSignedIn(page);
  await enableWebhook(actor, id);
  revalidatePath(`${page}/${id}`);
}

export async function resendOwnDelivery(id: string, delivery: string): Promise<void> {
  const actor = await requireSignedIn(page);
  await resendDelivery(actor, id, { delivery });
  revalidatePath(`${page}/${id}`);
}

export async function deleteOwnWebhook(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn(page);
  const { id = '' } = readFormValues(form);
  const deleted = await deleteWebhook(actor, id);
  return leaveForm(page, before, deleted, { to: page });
}
