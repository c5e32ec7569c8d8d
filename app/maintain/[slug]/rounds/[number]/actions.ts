'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import type { Actor } from '@/services/access/caller';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { handleLeakReport } from '@/services/round/leak-reports';

const moderationSteps = ['freeze', 'unfreeze', 'propose', 'consent', 'drop', 'handle'] as const;

export type ModerationStep = (typeof moderationSteps)[number];

type Values = Readonly<Record<string, string>>;

export async function moderate(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const number = roundNumber(values.number ?? '');
  const path = `/maintain/${encodeURIComponent(slug)}/rounds/${number}`;
  const actor = await requireSignedIn(path);
  const step = moderationSteps.find((offered) => offered === values.step);
  if (!step) throw new Error('a form named no step that is offered');
  const done = await act(actor, slug, number, step, values);
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), values);
}

function act(actor: Actor, slug: string, number: number, step: ModerationStep, values: Values) {
  const { proposal, report = '' } = values;
  // Where a long reason was broken into lines, a space stands.
  const reason = (values.reason ?? '').replace(/\s+/g, ' ');
  switch (step) {
    case 'freeze':
      return freezeRound(actor, slug, number, { reason });
    case 'unfreeze':
      return unfreezeRound(actor, slug, number);
    case 'propose':
      return invalidateRound(actor, slug, number, { reason });
    case 'consent':
      return invalidateRound(actor, slug, number, { consent: true, proposal });
    case 'drop':
      return invalidateRound(actor, slug, number, { drop: true, proposal });
    case 'handle':
      return handleLeakReport(actor, slug, number, report, { public_words: values.public_words });
  }
}
