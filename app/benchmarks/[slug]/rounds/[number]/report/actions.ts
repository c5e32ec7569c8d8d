'use server';

import { redirect } from 'next/navigation';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { findActor } from '@/lib/services/find-actor';
import { reportLeak } from '@/lib/services/report-leak';

export async function sendLeakReport(
  slug: string,
  number: number,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  const values = readFormValues(form);
  const sent = await reportLeak(await findActor(), slug, number, values);
  if (!sent.ok) return refusedForm(before, toProblem(sent.error), values);
  redirect(`/benchmarks/${slug}/rounds/${number}/report?sent=1`);
}
