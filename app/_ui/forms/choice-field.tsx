import type { ReactNode } from 'react';
import { choiceClasses, tickClasses } from './choice-classes';
import { FieldFault } from './field-fault';
import { labelClasses } from './label-classes';

export type Choice = { value: string; title: string; hint?: ReactNode; isDisabled?: boolean };

/** A few choices with a sentence each: one of them (radio) or any number (checkbox). */
export function ChoiceField(props: {
  name: string;
  label: string;
  type: 'radio' | 'checkbox';
  choices: readonly Choice[];
  chosen: readonly string[];
  fault?: string | null;
  isInColumns?: boolean;
}) {
  return (
    <fieldset id={props.name} className="min-w-0">
      <legend className={labelClasses}>{props.label}</legend>
      <div
        className={
          props.isInColumns ? 'grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-x-s4' : undefined
        }
      >
        {props.choices.map((choice) => (
          <label key={choice.value} className={choiceClasses}>
            <input
              type={props.type}
              name={props.name}
              value={choice.value}
              defaultChecked={props.chosen.includes(choice.value)}
              disabled={choice.isDisabled}
              className={tickClasses}
              aria-describedby={props.fault ? `${props.name}-fault` : undefined}
            />
            <span>
              <b className="font-medium">{choice.title}</b>
              {choice.hint && <span className="block text-small text-ink-2">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldFault id={`${props.name}-fault`} fault={props.fault} />
    </fieldset>
  );
}
