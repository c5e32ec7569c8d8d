'use server';

import { revalidatePath } from 'next/cache';
import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import type { RoundAction } from '@/lib/core/round/round-state';
import type { Actor } from '@/services/access/caller';
import { designateAnchor, dropAnchor } from '@/services/anchor/anchor';
import { deleteDraft } from '@/services/draft/draft';
import { closeRound, openRound, revealRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { utcInstant } from './utc-instant';

type Values = Readonly<Record<string, string>>;

const offeredActions = ['seal', 'open', 'close', 'reveal'] as const satisfies readonly RoundAction[];

export type OfferedAction = (typeof offeredActions)[number];

/** The fields shared by the forms of this page. */
async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const path = `/maintain/${encodeURIComponent(slug)}`;
  return { actor: await requireSignedIn(path), values, slug, path };
}

export async function actOnRound(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, path } = await readForm(form);
  const action = offeredActions.find((offered) => offered === values.action);
  if (!action) throw new Error('a form named no step that is offered');
  const done = await act(actor, slug, action, values);
  revalidatePath(path);
  // The draft's own page shows the seal button too.
  revalidatePath(`${path}/rounds/${roundNumber(values.round ?? '')}`);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), values);
}

function act(actor: Actor, slug: string, action: OfferedAction, values: Values) {
  const number = roundNumber(values.round ?? '');
  switch (action) {
    case 'seal':
      return sealRound(actor, slug, number, { new_ids: values.new_ids !== undefined });
    case 'open':
      return openRound(actor, slug, number, { closes_at: utcInstant(values.closes_at) });
    case 'close':
      // Reasons are one line; line breaks become spaces.
      return closeRound(actor, slug, number, { reason: (values.reason ?? '').replace(/\s+/g, ' ') });
    case 'reveal':
      return revealRound(actor, slug, number);
  }
}

export async function removeDraft(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, path } = await readForm(form);
  const done = await deleteDraft(actor, slug, roundNumber(values.round ?? ''));
  return respondForm(path, before, done);
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
  return respondForm(path, before, done);
}

/** The model version of an option of `DesignateForm`; empty for other text, which the contract rejects. */
function readModelVersion(text: string | undefined): { model_slug?: unknown; version?: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
