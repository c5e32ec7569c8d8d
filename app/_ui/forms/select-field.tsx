import type { ReactNode, SelectHTMLAttributes } from 'react';
import { controlClasses, FieldBox } from './field-box';
import { describedBy, FormField } from './form-field';

type Group = { title: string; options: readonly { value: string; title: string }[] };
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
          {groups.map(({ title, options }) => (
            <optgroup key={title} label={title}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </FieldBox>
    </FormField>
  );
}
