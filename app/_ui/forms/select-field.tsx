import type { ReactNode, SelectHTMLAttributes } from 'react';
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
      <div className="field">
        <select
          {...select}
          id={name}
          name={name}
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
      </div>
    </FormField>
  );
}
