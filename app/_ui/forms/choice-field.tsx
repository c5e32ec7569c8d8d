import type { ReactNode } from 'react';
import { FieldFault } from './field-fault';

export type Choice = { value: string; title: string; hint?: ReactNode; isDisabled?: boolean };

/** A few choices with a sentence each: one of them (radio) or any number (checkbox). */
export function ChoiceField(of: {
  name: string;
  label: string;
  type: 'radio' | 'checkbox';
  choices: readonly Choice[];
  chosen: readonly string[];
  fault?: string | null;
  isInColumns?: boolean;
}) {
  return (
    <fieldset
      id={of.name}
      className={`ff${of.fault ? ' is-faulty' : ''}${of.isInColumns ? ' in-columns' : ''}`}
    >
      <legend>{of.label}</legend>
      <div className="choices">
        {of.choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type={of.type}
              name={of.name}
              value={choice.value}
              defaultChecked={of.chosen.includes(choice.value)}
              disabled={choice.isDisabled}
              aria-describedby={of.fault ? `${of.name}-fault` : undefined}
            />
            <span>
              <b>{choice.title}</b>
              {choice.hint && <span className="small muted">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldFault id={`${of.name}-fault`} fault={of.fault} />
    </fieldset>
  );
}
