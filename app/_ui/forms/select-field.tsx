import type { ReactNode, SelectHTMLAttributes } from 'react';
import { controlClasses, FieldBox } from './field-box';
import { describedBy, FormField } from './form-field';

/** Options without a title of their own are in no group. */
type Group = { title: string | null; options: readonly { value: string; title: string }[] };
type Props = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'className'> & {
  name: string;
  label: string;
  groups: readonly Group[];
  hint?: ReactNode;
  fault?: string | null;
};

/** One of many, in groups. */
export function SelectField({ name, label, groups, hint, fault, ...select }: Props) {
  return (
    <FormField id={name} label={label} hint={hint} fault={fault}>
      <FieldBox isFaulty={Boolean(fault)}>
        <select
          {...select}
          id={name}
          name={name}
          className={`pr-2 ${controlClasses()}`}
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(name, { hint, fault })}
        >
          {groups.map(({ title, options }) =>
            title === null ? (
              options.map(optionOf)
            ) : (
              <optgroup key={title} label={title}>
                {options.map(optionOf)}
              </optgroup>
            ),
          )}
        </select>
      </FieldBox>
    </FormField>
  );
}

const optionOf = ({ value, title }: Group['options'][number]) => (
  <option key={value} value={value}>
    {title}
  </option>
);
