import type { ReactNode, TextareaHTMLAttributes } from 'react';
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

/** A box for several lines. */
export const areaClasses = (isFaulty = false): string =>
  `block w-full resize-y border rounded-edge bg-panel px-10 py-8 text-data/[1.5] font-normal text-ink focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-over max-phone:text-[16px] ${isFaulty ? 'border-over' : 'border-rule-2'}`;
