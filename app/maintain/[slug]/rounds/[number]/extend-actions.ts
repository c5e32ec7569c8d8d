'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { utcInstant } from '@/app/maintain/[slug]/utc-instant';
import { type Problem, toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import { extendRound } from '@/services/round/openings';
import { extensionReason } from './extension-reason';

export async function extendOpenRound(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const number = roundNumber(values.number ?? '');
  const path = `/maintain/${encodeURIComponent(slug)}/rounds/${number}`;
  const actor = await requireSignedIn(path);
  const closesAt = utcInstant(values.closes_at);
  const done = await extendRound(actor, slug, number, {
    closes_at: closesAt,
    // Where a long reason was broken into lines, a space stands.
    reason: (values[extensionReason] ?? '').replace(/\s+/g, ' '),
  });
  if (!done.ok) return refusedForm(before, ofThisForm(toProblem(done.error)), values);
  revalidatePath(path);
  const isDone = Date.parse(done.value.closes_at ?? '') >= Date.parse(closesAt ?? '');
  redirect(`${path}?${isDone ? 'saved' : 'asked'}`);
}

const ofThisForm = (problem: Problem): Problem => ({
  ...problem,
  errors: problem.errors.map((error) =>
    error.field === 'reason' ? { ...error, field: extensionReason } : error,
  ),
});
