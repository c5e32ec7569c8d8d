'use server';

import { revalidatePath } from 'next/cache';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, freshForm, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import { setFollowing } from '@/services/benchmark/announce';

export async function follow(before: FormState, form: FormData): Promise<FormState> {
  const { slug = '', following } = readFormValues(form);
  const path = `/benchmarks/${encodeURIComponent(slug)}/changelog`;
  const done = await setFollowing(await requireSignedIn(path), slug, following === 'yes');
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), {});
}
