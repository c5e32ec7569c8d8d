import { AreaField } from '../forms/area-field';
import { type FormState, faultOf } from '../forms/form-state';

/** What a maintainer writes at length. */
export function TextFields({ state: { problem, values } }: { state: FormState }) {
  const field = (name: string) => ({
    name,
    defaultValue: values[name] ?? '',
    fault: faultOf(problem, name),
  });
  return (
    <>
      <AreaField
        {...field('description')}
        label="Description"
        hint="Markdown. What is predicted, from what, and why it matters."
        rows={6}
        isOptional
      />
      <AreaField
        {...field('rules')}
        label="Rules"
        hint="Markdown. What participants may use and must disclose."
        rows={4}
        isOptional
      />
    </>
  );
}
