'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { leaveForm, respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { utcInstant } from '@/app/maintain/[slug]/utc-instant';
import { type Problem, toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import type { Actor } from '@/services/access/caller';
import { changeDraft, deleteDraft } from '@/services/draft/draft';
import { overruleLeak } from '@/services/draft/overrule-leak';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { handleLeakReport } from '@/services/round/leak-reports';
import { extendRound } from '@/services/round/openings';
import { withdrawTeam } from '@/services/round/withdraw-team';

const moderationSteps = ['freeze', 'unfreeze', 'propose', 'consent', 'drop', 'handle'] as const;

export type ModerationStep = (typeof moderationSteps)[number];

type Values = Readonly<Record<string, string>>;

/** The fields shared by the forms of this page. */
async function readForm(form: FormData) {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const number = roundNumber(values.number ?? '');
  const path = `/maintain/${encodeURIComponent(slug)}/rounds/${number}`;
  return { actor: await requireSignedIn(path), values, slug, number, path };
}

/** Joins the lines of a reason by spaces, since a reason is one line. */
const joinLines = (text = ''): string => text.replace(/\s+/g, ' ');

export async function moderate(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, number, path } = await readForm(form);
  const step = moderationSteps.find((offered) => offered === values.step);
  if (!step) throw new Error('a form named no step that is offered');
  const done = await act(actor, slug, number, step, values);
  return respondForm(path, before, done, values);
}

/** The decision that two people take. */
function findDecision(of: string | undefined) {
  if (of === 'leak') return overruleLeak;
  return of === 'team' ? withdrawTeam : invalidateRound;
}

/** A proposal to withdraw a team names a flag and one of its teams, as one choice of the form. */
function pairOf({ of, flagged = '' }: Values): { flag?: string; team?: string } {
  if (of !== 'team') return {};
  const [flag, team] = flagged.split(' ');
  return { flag, team };
}

function act(actor: Actor, slug: string, number: number, step: ModerationStep, values: Values) {
  const { consent_to, report = '' } = values;
  const reason = joinLines(values.reason);
  const decide = findDecision(values.of);
  switch (step) {
    case 'freeze':
      return freezeRound(actor, slug, number, { reason });
    case 'unfreeze':
      return unfreezeRound(actor, slug, number);
    case 'propose':
      return decide(actor, slug, number, { reason, ...pairOf(values) });
    case 'consent':
      return decide(actor, slug, number, { consent_to });
    case 'drop':
      return decide(actor, slug, number, { drop: true });
    case 'handle':
      return handleLeakReport(actor, slug, number, report, { public_words: values.public_words });
  }
}

export async function correctDraft(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, number, path } = await readForm(form);
  const done = await changeDraft(actor, slug, number, {
    title: values.title ?? '',
    opens_at: utcInstant(values.opens_at),
    closes_at: utcInstant(values.closes_at),
  });
  return leaveForm(path, before, done, { values, to: `${path}?saved` });
}

/** Redirects to the benchmark, because the draft's page no longer exists. */
export async function deleteThisDraft(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, number } = await readForm(form);
  const done = await deleteDraft(actor, slug, number);
  const benchmarkPath = `/maintain/${encodeURIComponent(slug)}`;
  return leaveForm(benchmarkPath, before, done, { values, to: benchmarkPath });
}

export async function extendOpenRound(before: FormState, form: FormData): Promise<FormState> {
  const { actor, values, slug, number, path } = await readForm(form);
  const closesAt = utcInstant(values.closes_at);
  const done = await extendRound(actor, slug, number, {
    closes_at: closesAt,
    reason: joinLines(values.extension_reason),
  });
  if (!done.ok) return refusedForm(before, ofThisForm(toProblem(done.error)), values);
  revalidatePath(path);
  const isDone = Date.parse(done.value.closes_at ?? '') >= Date.parse(closesAt ?? '');
  redirect(`${path}?${isDone ? 'saved' : 'pending'}`);
}

/** Renames the fault's field `reason` to that of this form, since the page's freeze form has a field `reason` too. */
const ofThisForm = (problem: Problem): Problem => ({
  ...problem,
  errors: problem.errors.map((error) =>
    error.field === 'reason' ? { ...error, field: 'extension_reason' } : error,
  ),
});
