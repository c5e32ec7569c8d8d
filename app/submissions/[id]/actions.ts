'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { type FormState, freshForm, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import type { Actor } from '@/services/access/actor';
import { chooseSubmission, unchooseSubmission } from '@/services/submission/choose';
import { withdrawSubmission } from '@/services/submission/withdraw';

type Values = Readonly<Record<string, string>>;

export async function actOnSubmission(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const path = `/submissions/${encodeURIComponent(values.id ?? '')}`;
  const actor = await requireSignedIn(path);
  const done = await act(actor, values);
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), values);
}

function act(actor: Actor, { id = '', action, reason }: Values) {
  switch (action) {
    case 'choose':
      return chooseSubmission(actor, id);
    case 'unchoose':
      return unchooseSubmission(actor, id);
    case 'withdraw':
      return withdrawSubmission(actor, id, reason === undefined ? {} : { reason });
    default:
      throw new Error('a form named no step that is offered');
  }
}
