'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { findActor } from '@/services/access/find-actor';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { problemOfSchedule } from './problem-of-schedule';
import { readScheduleForm } from './read-schedule-form';

export async function saveSchedule(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}/schedule`;
  const actor = await findActor();
  if (!actor) redirect(signInPath(path));
  const done = await setSchedule(actor, slug, readScheduleForm(values));
  if (!done.ok) return refusedForm(before, problemOfSchedule(toProblem(done.error)), values);
  revalidatePath(path);
  redirect(`${path}?saved`);
}
