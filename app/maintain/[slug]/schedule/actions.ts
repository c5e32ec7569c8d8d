'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { type Problem, toProblem } from '@/lib/contracts/problem';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { readScheduleForm } from './read-schedule-form';

export async function saveSchedule(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const slug = values.slug ?? '';
  const path = `/maintain/${encodeURIComponent(slug)}/schedule`;
  const actor = await requireSignedIn(path);
  const done = await setSchedule(actor, slug, readScheduleForm(values));
  if (!done.ok) return refusedForm(before, problemOfSchedule(toProblem(done.error)), values);
  revalidatePath(path);
  redirect(`${path}?saved`);
}

/** Renames the API's fields in a problem to those of the form: `schedule.cadence.day` becomes `day`. */
function problemOfSchedule(problem: Problem): Problem {
  return {
    ...problem,
    errors: problem.errors.map(({ field, detail, ...error }) => {
      const name = field?.replace(/^schedule\.(cadence\.)?/, '');
      const line = /^dates\.(\d+)/.exec(name ?? '')?.[1];
      return { ...error, field: name, detail: line ? `line ${Number(line) + 1}: ${detail}` : detail };
    }),
  };
}
