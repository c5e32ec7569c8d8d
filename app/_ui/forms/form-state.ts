import type { Problem } from '@/lib/contracts/problem';

/**
 * What a server action gives back to its form: the refusal in words and the values as typed. `attempt` counts the
 * refusals; it is the key of the fields, so that they are made anew around the typed values.
 */
export type FormState = {
  readonly attempt: number;
  readonly problem: Problem | null;
  readonly values: Readonly<Record<string, string>>;
};

export const freshForm: FormState = { attempt: 0, problem: null, values: {} };

/** The form after a refusal. */
export const refusedForm = (
  before: FormState,
  problem: Problem,
  values: Readonly<Record<string, string>>,
): FormState => ({ attempt: before.attempt + 1, problem, values });

/** What is wrong with one part of what was sent (`disclosure.links.0`), or with something within it. */
export function faultWithin(problem: Problem | null, part: string): string | null {
  const fault = problem?.errors.find(({ field }) => field === part || field?.startsWith(`${part}.`));
  return fault?.detail ?? null;
}

/** What is wrong with a field, also when one of its parts is (`classes.2`). */
export function faultOf(problem: Problem | null, field: string): string | null {
  const fault = problem?.errors.find((error) => error.field?.split('.')[0] === field);
  return fault?.detail ?? null;
}

/** The text fields of a form as typed; a box ticked several times gives its values joined by commas. */
export function readFormValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string' || name.startsWith('$ACTION')) continue;
    values[name] = name in values ? `${values[name]},${value}` : value;
  }
  return values;
}
