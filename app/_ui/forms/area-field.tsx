import type { ReactNode, TextareaHTMLAttributes } from 'react';
import { areaClasses } from './area-classes';
import { describedBy, FormField } from './form-field';

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'className'> & {
  name: string;
  label: string;
  hint?: ReactNode;
  fault?: string | null;
  isOptional?: boolean;
};

/** Several lines of text. */
export function AreaField({ name, label, hint, fault, isOptional, ...area }: Props) {
  return (
    <FormField id={name} label={label} hint={hint} fault={fault} isOptional={isOptional}>
      <textarea
        rows={3}
        {...area}
        id={name}
        name={name}
        className={areaClasses(Boolean(fault))}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(name, { hint, fault })}
      />
    </FormField>
  );
}
