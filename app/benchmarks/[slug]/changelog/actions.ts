'use server';

import { respondForm } from '@/app/_http/respond-form';
import { requireSignedIn } from '@/app/_load/require';
import { type FormState, readFormValues } from '@/app/_ui/forms/form-state';
import { setFollowing } from '@/services/benchmark/announce';

export async function follow(before: FormState, form: FormData): Promise<FormState> {
  const { slug = '', following } = readFormValues(form);
  const path = `/benchmarks/${encodeURIComponent(slug)}/changelog`;
  const done = await setFollowing(await requireSignedIn(path), slug, following === 'yes');
  return respondForm(path, before, done);
}
