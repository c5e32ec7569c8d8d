'use server';

import { redirect } from 'next/navigation';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { roundNumber } from '@/lib/contracts/round';
import { findActor, findCaller } from '@/services/access/page-request';
import { reportLeak } from '@/services/round/leak-reports';

export async function sendLeakReport(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { slug = '' } = values;
  const number = roundNumber(values.number ?? '');
  const { network } = await findCaller();
  const sent = await reportLeak(await findActor(), slug, number, values, network);
  if (!sent.ok) return refusedForm(before, toProblem(sent.error), values);
  redirect(`/benchmarks/${encodeURIComponent(slug)}/rounds/${number}/report?sent=1`);
}
