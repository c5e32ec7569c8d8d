import type { ReactNode } from 'react';
import { FieldFault } from './field-fault';
import { labelClasses } from './label-classes';

/** A control's name above it, what to know about it below, and its fault beside it. */
export function FormField(props: {
  id: string;
  label: string;
  hint?: ReactNode;
  fault?: string | null;
  isOptional?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={props.id} className={labelClasses}>
        {props.label}
        {props.isOptional && <span className="font-normal text-ink-3"> optional</span>}
      </label>
      {props.children}
      <FieldFault id={`${props.id}-fault`} fault={props.fault} />
      {props.hint && (
        <p id={`${props.id}-hint`} className="mt-5 text-small text-ink-2">
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** The ids that describe a control, for `aria-describedby`. */
export function describedBy(
  id: string,
  props: { hint?: ReactNode; fault?: string | null },
): string | undefined {
  const ids = [props.fault ? `${id}-fault` : '', props.hint ? `${id}-hint` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
