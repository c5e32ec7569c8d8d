import type { ReactNode } from 'react';
import { labelClasses } from './label-classes';

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
