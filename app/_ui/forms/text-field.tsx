import type { InputHTMLAttributes, ReactNode } from 'react';
import { controlClasses, FieldBox } from './field-box';
import { describedBy, FormField } from './form-field';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  name: string;
  label: string;
  hint?: ReactNode;
  fault?: string | null;
  isOptional?: boolean;
  unit?: string;
};

/** One line of text, a number or an instant. */
export function TextField({ name, label, hint, fault, isOptional, unit, ...input }: Props) {
  return (
    <FormField id={name} label={label} hint={hint} fault={fault} isOptional={isOptional}>
      <FieldBox isFaulty={Boolean(fault)}>
        <input
          {...input}
          id={name}
          name={name}
          className={controlClasses()}
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(name, { hint, fault })}
        />
        {unit && <span className="whitespace-nowrap">{unit}</span>}
      </FieldBox>
    </FormField>
  );
}
