'use server';

import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { enterBenchmarkByCode } from '@/services/entry/entry';

export async function enter(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/enter');
  const { code = '' } = readFormValues(form);
  const entered = await enterBenchmarkByCode(actor, { code });
  if (!entered.ok) return refusedForm(before, toProblem(entered.error), { code });
  redirect(`/benchmarks/${entered.value.benchmark}`);
}
