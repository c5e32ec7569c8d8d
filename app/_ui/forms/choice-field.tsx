import type { ReactNode } from 'react';
import { FieldFault } from './form-field';
import { labelClasses } from './label-classes';

type Choice = { value: string; title: string; hint?: ReactNode; isDisabled?: boolean };

const labelLooks = { first: labelClasses, second: 'text-small text-ink-2' };

/** A few choices with a sentence each: one of them (radio) or any number (checkbox). */
export function ChoiceField(props: {
  /** Its own where several share a name. */
  id?: string;
  name: string;
  label: string;
  /** `second` for one of several groups under a label. */
  labelLook?: keyof typeof labelLooks;
  type: 'radio' | 'checkbox';
  choices: readonly Choice[];
  chosen: readonly string[];
  fault?: string | null;
  isInColumns?: boolean;
  /** Reported what is chosen, for fields that hang on it. */
  onChoose?: (value: string) => void;
}) {
  return (
    <fieldset id={props.id ?? props.name} className="min-w-0">
      <legend className={labelLooks[props.labelLook ?? 'first']}>{props.label}</legend>
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
              onChange={props.onChoose && (({ currentTarget }) => props.onChoose?.(currentTarget.value))}
              className={tickClasses}
              aria-describedby={props.fault ? `${props.name}-fault` : undefined}
            />
            <span>
              <b className="font-medium wrap-anywhere">{choice.title}</b>
              {choice.hint && <span className="block text-small text-ink-2">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldFault id={`${props.name}-fault`} fault={props.fault} />
    </fieldset>
  );
}

/** A tick or a dot with its words. */
export const choiceClasses =
  'flex cursor-pointer items-start gap-10 py-6 text-data has-disabled:cursor-not-allowed has-disabled:text-ink-3';

export const tickClasses = 'mt-2 size-16 flex-none accent-sea';
