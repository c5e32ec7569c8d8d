/** The text fields of a form as typed; a box ticked several times gives its values joined by commas. */
export function readFormValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string' || name.startsWith('$ACTION')) continue;
    values[name] = name in values ? `${values[name]},${value}` : value;
  }
  return values;
}
