import type { Problem } from '@/lib/contracts/problem';

/**
 * The state that a server action returns to its form: the refusal, and the values as typed. `attempt` counts refusals and is
 * part of the fields' React keys, so that fields are rendered anew with the typed values.
 */
export type FormState = {
  readonly attempt: number;
  readonly problem: Problem | null;
  readonly values: Readonly<Record<string, string>>;
};

export const freshForm: FormState = { attempt: 0, problem: null, values: {} };

export const refusedForm = (
  before: FormState,
  problem: Problem,
  values: Readonly<Record<string, string>>,
): FormState => ({ attempt: before.attempt + 1, problem, values });

/** The error of a nested value such as `disclosure.links.0`, or of a value inside that one; null for none. */
export function faultWithin(problem: Problem | null, part: string): string | null {
  const fault = problem?.errors.find(({ field }) => field === part || field?.startsWith(`${part}.`));
  return fault?.detail ?? null;
}

/** The error of a field, or of a value inside it such as `classes.2`; null for none. */
export function faultOf(problem: Problem | null, field: string): string | null {
  const fault = problem?.errors.find((error) => error.field?.split('.')[0] === field);
  return fault?.detail ?? null;
}

/** The text fields of a form; several values of one field are joined by commas. */
export function readFormValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string' || name.startsWith('$ACTION')) continue;
    values[name] = name in values ? `${values[name]},${value}` : value;
  }
  return values;
}
