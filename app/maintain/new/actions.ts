'use server';

import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { createBenchmark } from '@/services/benchmark/create';
import { readBenchmarkForm } from './read-benchmark-form';

export async function createFromForm(before: FormState, form: FormData): Promise<FormState> {
  const actor = await requireSignedIn('/maintain/new');
  const values = readFormValues(form);
  const made = await createBenchmark(actor, readBenchmarkForm(values));
  if (!made.ok) return refusedForm(before, toProblem(made.error), values);
  redirect(`/maintain/${made.value.slug}`);
}
