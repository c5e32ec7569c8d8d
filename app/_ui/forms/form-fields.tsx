import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { CheckGlyph } from '../glyphs/glyphs';
import { type FormState, faultOf } from './form-state';

/** The label of a control, or of a group of controls. */
export const labelClasses = 'mb-5 block text-data font-semibold';

/** In a `SettingRow`, label and hint are at the left of the form control on wide windows. */
const ofSetting = {
  box: 'in-data-setting:grid in-data-setting:grid-cols-[176px_minmax(0,1fr)] in-data-setting:grid-rows-[auto_1fr] in-data-setting:gap-x-s5 max-table:in-data-setting:block',
  label: 'in-data-setting:col-start-1',
  control: 'in-data-setting:col-start-2 in-data-setting:row-span-2 in-data-setting:row-start-1',
  hint: 'in-data-setting:col-start-1 in-data-setting:mt-0 max-table:in-data-setting:mt-5',
};

/** A form control with its label above, and its error and hint below. */
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

/** The ids of the error and hint of a form control, for `aria-describedby`. */
export function describedBy(
  id: string,
  props: { hint?: ReactNode; fault?: string | null },
): string | undefined {
  const ids = [props.fault ? `${id}-fault` : '', props.hint ? `${id}-hint` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function FieldFault({ id, fault }: { id: string; fault: string | null | undefined }) {
  if (!fault) return null;
  return (
    <p id={id} className="mt-5 flex items-baseline gap-7 text-small text-over" data-testid="field-fault">
      <CheckGlyph result="block" className="mt-3 size-12 self-start" />
      {fault.charAt(0).toUpperCase() + fault.slice(1)}
    </p>
  );
}

/** A label around its form control, for forms that occur several times on a page, where ids would repeat. */
export function LabelAround({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className={labelClasses}>
      <span className="mb-5 block">{label}</span>
      {children}
    </label>
  );
}

type FieldProps<Attributes> = Omit<Attributes, 'id' | 'className'> & {
  name: string;
  label: string;
  hint?: ReactNode;
  /** State of the form, which has the typed value and the fault of this name. */
  state?: FormState;
  /** A fault that the state has under another name. */
  fault?: string | null;
  isOptional?: boolean;
};

const initialValue = <Value,>(state: FormState | undefined, name: string, usual: Value) =>
  state ? (state.values[name] ?? usual ?? '') : usual;

const faultIn = (state: FormState | undefined, name: string): string | null =>
  state ? faultOf(state.problem, name) : null;

type TextFieldProps = FieldProps<InputHTMLAttributes<HTMLInputElement>> & { unit?: string };

export function TextField({ name, label, hint, state, isOptional, unit, ...input }: TextFieldProps) {
  const { fault = faultIn(state, name), defaultValue, ...rest } = input;
  return (
    <FormField id={name} label={label} hint={hint} fault={fault} isOptional={isOptional}>
      <FieldBox isFaulty={Boolean(fault)}>
        <input
          {...rest}
          defaultValue={initialValue(state, name, defaultValue)}
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

type AreaFieldProps = FieldProps<TextareaHTMLAttributes<HTMLTextAreaElement>>;

export function AreaField({ name, label, hint, state, isOptional, ...area }: AreaFieldProps) {
  const { fault = faultIn(state, name), defaultValue, ...rest } = area;
  return (
    <FormField id={name} label={label} hint={hint} fault={fault} isOptional={isOptional}>
      <textarea
        rows={3}
        {...rest}
        defaultValue={initialValue(state, name, defaultValue)}
        id={name}
        name={name}
        className={areaClasses(Boolean(fault))}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(name, { hint, fault })}
      />
    </FormField>
  );
}

export const areaClasses = (isFaulty = false): string =>
  `block w-full resize-y border rounded-edge bg-panel px-10 py-8 text-data/[1.5] font-normal text-ink focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-over max-phone:text-[16px] ${isFaulty ? 'border-over' : 'border-rule-2'}`;

/** A group of options of a select. Options of a group without a title are listed outside of groups. */
type Group = { title: string | null; options: readonly { value: string; title: string }[] };

type SelectFieldProps = FieldProps<SelectHTMLAttributes<HTMLSelectElement>> & { groups: readonly Group[] };

export function SelectField({ name, label, groups, hint, state, isOptional, ...select }: SelectFieldProps) {
  const { fault = faultIn(state, name), defaultValue, ...rest } = select;
  return (
    <FormField id={name} label={label} hint={hint} fault={fault} isOptional={isOptional}>
      <FieldBox isFaulty={Boolean(fault)}>
        <select
          {...rest}
          defaultValue={initialValue(state, name, defaultValue)}
          id={name}
          name={name}
          className={`pr-2 ${controlClasses()}`}
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(name, { hint, fault })}
        >
          {groups.map(({ title, options }) =>
            title === null ? (
              options.map(optionOf)
            ) : (
              <optgroup key={title} label={title}>
                {options.map(optionOf)}
              </optgroup>
            ),
          )}
        </select>
      </FieldBox>
    </FormField>
  );
}

const optionOf = ({ value, title }: Group['options'][number]) => (
  <option key={value} value={value}>
    {title}
  </option>
);

type Choice = { value: string; title: string; hint?: ReactNode; isDisabled?: boolean };

const labelLooks = { first: labelClasses, second: 'text-small text-ink-2' };

/** A few choices, each with a sentence, of which one (radio buttons) or any number (checkboxes) can be chosen. */
export function ChoiceField(props: {
  /** Id of the group, if several groups have the same `name`. */
  id?: string;
  name: string;
  label: string;
  /** `second` is the label of one of several groups that have a common label above. */
  labelLook?: keyof typeof labelLooks;
  type: 'radio' | 'checkbox';
  choices: readonly Choice[];
  chosen: readonly string[];
  state?: FormState;
  fault?: string | null;
  isInColumns?: boolean;
  /** Called with the chosen value, if other fields depend on the choice. */
  onChoose?: (value: string) => void;
}) {
  const { fault = faultIn(props.state, props.name) } = props;
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
              aria-describedby={fault ? `${props.name}-fault` : undefined}
            />
            <span>
              <b className="font-medium wrap-anywhere">{choice.title}</b>
              {choice.hint && <span className="block text-small text-ink-2">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldFault id={`${props.name}-fault`} fault={fault} />
    </fieldset>
  );
}

export const choiceClasses =
  'flex cursor-pointer items-start gap-10 py-6 text-data has-disabled:cursor-not-allowed has-disabled:text-ink-3';

/** Classes of a file input, whose button looks like other buttons of forms. */
export const fileClasses =
  'w-full text-data/inherit file:mr-s3 file:h-34 file:cursor-pointer file:border file:border-rule-2 file:rounded-edge file:bg-panel file:px-12 file:text-small/[normal] file:font-medium file:text-ink';

export const tickClasses = 'mt-2 size-16 flex-none accent-sea';

export type FieldSize = 'form' | 'line';

/** The box around an input or select. @param size `form` for a control below its label, `line` for one beside a button */
export function FieldBox(props: {
  size?: FieldSize;
  isFaulty?: boolean;
  width?: 'full' | 'table';
  children: ReactNode;
}) {
  const { size = 'form', isFaulty, width } = props;
  return (
    <span
      className={`field-box is-${size}${isFaulty ? ' is-faulty' : ''}${width === 'table' ? ' w-[9.5rem] flex-none' : ''}`}
    >
      {props.children}
    </span>
  );
}

export const controlClasses = (size: FieldSize = 'form'): string => `field-control is-${size}`;

/**
 * Arguments of a server action as hidden form fields. They aren't bound to the action, since without JavaScript Next never
 * responds to a refused form whose action has bound arguments (vercel/next.js issue 57867).
 */
export function HiddenFields({ values }: { values: Readonly<Record<string, string | number>> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
