'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { retireVersion } from '@/services/version/version';

export async function retireFromForm(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const path = `/benchmarks/${encodeURIComponent(values.slug ?? '')}/submit`;
  const actor = await requireSignedIn(path);
  const retired = await retireVersion(actor, values.id ?? '');
  revalidatePath(path);
  return retired.ok ? freshForm : refusedForm(before, toProblem(retired.error), values);
}
