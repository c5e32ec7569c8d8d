import type { ReactNode } from 'react';
import { FieldFault } from './field-fault';

/** A control's name above it, what to know about it below, and its fault beside it. */
export function FormField(of: {
  id: string;
  label: string;
  hint?: ReactNode;
  fault?: string | null;
  isOptional?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={of.fault ? 'ff is-faulty' : 'ff'}>
      <label htmlFor={of.id}>
        {of.label}
        {of.isOptional && <span className="faint"> optional</span>}
      </label>
      {of.children}
      <FieldFault id={`${of.id}-fault`} fault={of.fault} />
      {of.hint && (
        <p id={`${of.id}-hint`} className="small muted">
          {of.hint}
        </p>
      )}
    </div>
  );
}

/** The ids that describe a control, for `aria-describedby`. */
export function describedBy(id: string, of: { hint?: ReactNode; fault?: string | null }): string | undefined {
  const ids = [of.fault ? `${id}-fault` : '', of.hint ? `${id}-hint` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
