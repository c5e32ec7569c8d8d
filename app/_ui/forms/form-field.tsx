import type { ReactNode } from 'react';
import { CheckGlyph } from '../glyphs/check-glyph';
import { labelClasses } from './label-classes';

/** In a `SettingRow` the name and the hint stand at the control's left, where there is room. */
const ofSetting = {
  box: 'in-data-setting:grid in-data-setting:grid-cols-[176px_minmax(0,1fr)] in-data-setting:grid-rows-[auto_1fr] in-data-setting:gap-x-s5 max-table:in-data-setting:block',
  label: 'in-data-setting:col-start-1',
  control: 'in-data-setting:col-start-2 in-data-setting:row-span-2 in-data-setting:row-start-1',
  hint: 'in-data-setting:col-start-1 in-data-setting:mt-0 max-table:in-data-setting:mt-5',
};

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
    <div className={`min-w-0 ${ofSetting.box}`}>
      <label htmlFor={props.id} className={`${labelClasses} ${ofSetting.label}`}>
        {props.label}
        {props.isOptional && <span className="font-normal text-ink-3"> optional</span>}
      </label>
      <div className={ofSetting.control}>
        {props.children}
        <FieldFault id={`${props.id}-fault`} fault={props.fault} />
      </div>
      {props.hint && (
        <p id={`${props.id}-hint`} className={`mt-5 text-small text-ink-2 ${ofSetting.hint}`}>
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

/** The fault of one field, in words and with the glyph of a block. */
export function FieldFault({ id, fault }: { id: string; fault: string | null | undefined }) {
  if (!fault) return null;
  return (
    <p id={id} className="mt-5 flex items-baseline gap-7 text-small text-over" data-testid="field-fault">
      <CheckGlyph result="block" className="mt-3 size-12 self-start" />
      {fault.charAt(0).toUpperCase() + fault.slice(1)}
    </p>
  );
}

/** A control's name around it, where the same form stands on a page many times and ids would repeat. */
export function LabelAround({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className={labelClasses}>
      <span className="mb-5 block">{label}</span>
      {children}
    </label>
  );
}
