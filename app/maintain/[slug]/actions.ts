'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import type { RoundAction } from '@/lib/core/round/round';
import type { Actor } from '@/services/access/caller';
import { closeRound, openRound, revealRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { utcInstant } from './utc-instant';

type Values = Readonly<Record<string, string>>;

const offeredActions = ['seal', 'open', 'close', 'reveal'] as const satisfies readonly RoundAction[];

export type OfferedAction = (typeof offeredActions)[number];

export async function actOnRound(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}`;
  const actor = await requireSignedIn(path);
  const action = offeredActions.find((offered) => offered === values.action);
  if (!action) throw new Error('a form named no step that is offered');
  const done = await act(actor, slug, action, values);
  revalidatePath(path);
  // A draft is sealed from its own page too.
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
      // Where a long reason was broken into lines, a space stands.
      return closeRound(actor, slug, number, { reason: (values.reason ?? '').replace(/\s+/g, ' ') });
    case 'reveal':
      return revealRound(actor, slug, number);
  }
}
