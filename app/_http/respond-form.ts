import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { toProblem } from '@/lib/contracts/problem';
import type { Result } from '@/lib/core/result';
import { type FormState, freshForm, refusedForm } from '../_ui/forms/form-state';

/** Renders the page of a form again. @param values fields that are shown as typed where the form is refused */
export function respondForm(
  path: string,
  before: FormState,
  done: Result<unknown>,
  values: Readonly<Record<string, string>> = {},
): FormState {
  revalidatePath(path);
  return done.ok ? freshForm : refusedForm(before, toProblem(done.error), values);
}

/** Leads to another page once the form's act is done. @param values fields that are shown as typed where the form is refused */
export function leaveForm(
  path: string,
  before: FormState,
  done: Result<unknown>,
  { values = {}, to }: { values?: Readonly<Record<string, string>>; to: string },
): FormState {
  if (!done.ok) return refusedForm(before, toProblem(done.error), values);
  revalidatePath(path);
  redirect(to);
}
