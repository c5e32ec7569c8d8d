'use client';

import { type ReactNode, useActionState } from 'react';
import type { Problem } from '@/lib/contracts/problem';
import type { ButtonLook } from '../controls/button';
import { AreaField, choiceClasses, HiddenFields, tickClasses } from './form-fields';
import { type FormState, faultOf, freshForm } from './form-state';
import { ProblemBox } from './problem-box';
import { NotedSubmit, SubmitButton } from './submit-button';

const shapes = {
  stack: 'mb-s4 grid gap-s5',
  /** Fields below one another, directly below the text that the form is about. */
  below: 'mt-s3 grid gap-s5',
  /** A narrow form inside a fold. */
  folded: 'mt-s3 mb-s4 grid max-w-560 gap-s5',
  narrow: 'my-s4 grid max-w-360 gap-s3',
  row: 'flex items-center gap-s3',
  bare: undefined,
  /** Only a button, inside a fold, so that a second click is needed. */
  sure: 'mt-s2',
};

type Props = {
  /** The server action. It must have no bound arguments; put those into `about` (see `HiddenFields`). */
  action: (before: FormState, form: FormData) => Promise<FormState>;
  about: Readonly<Record<string, string | number>>;
  button: string;
  busy: string;
  look?: ButtonLook;
  isDisabled?: boolean;
  /** A text beside the button, such as a warning that the action can't be undone. */
  note?: ReactNode;
  /** Label of a checkbox that must be ticked first. */
  confirm?: string;
  /** Adds a field for a public reason. `name` distinguishes the fields of two such forms on a page. */
  reason?: { hint: string; maxLength: number; name?: string };
  shape?: keyof typeof shapes;
  /** Puts the form into a fold with this title. The fold stays open after a refusal. */
  foldedUnder?: string;
  place?: 'page' | 'table';
  /** Code of a refusal that the form shows at a field instead of above all fields. */
  problemAtField?: Problem['code'];
  /** Further fields. Client components may pass a function of the form's state. */
  children?: ReactNode | ((state: FormState) => ReactNode);
};

/** A form for a server action, which shows a refusal above the fields. Works without JavaScript. */
export function ActionForm(props: Props) {
  const [state, act] = useActionState(props.action, freshForm);
  const shape = props.shape ?? 'stack';
  const reasonName = props.reason?.name ?? 'reason';
  const isAtField = props.problemAtField !== undefined && state.problem?.code === props.problemAtField;
  const form = (
    <>
      <ProblemBox problem={isAtField ? null : state.problem} attempt={state.attempt} place={props.place} />
      <form action={act} className={shapes[shape]}>
        <HiddenFields values={props.about} />
        {typeof props.children === 'function' ? props.children(state) : props.children}
        {props.reason && (
          <AreaField
            key={`reason ${state.attempt}`}
            state={state}
            name={reasonName}
            label="Reason"
            hint={props.reason.hint}
            rows={3}
            required
            maxLength={props.reason.maxLength}
            fault={faultOf(state.problem, reasonName)}
          />
        )}
        {props.confirm && !props.isDisabled && <ConfirmBox>{props.confirm}</ConfirmBox>}
        <Submit {...props} />
      </form>
    </>
  );
  if (!props.foldedUnder) return form;
  return (
    <details open={state.problem ? true : undefined}>
      <summary>{props.foldedUnder}</summary>
      {form}
    </details>
  );
}

function Submit({ button, busy, look, isDisabled, shape, note }: Props) {
  const submit = { busy, look, isDisabled, wraps: shape === 'sure', children: button };
  return note === undefined ? <SubmitButton {...submit} /> : <NotedSubmit {...submit} note={note} />;
}

function ConfirmBox({ children }: { children: string }) {
  return (
    <label className={choiceClasses}>
      <input type="checkbox" name="confirmed" required className={tickClasses} />
      <span className="block text-small">{children}</span>
    </label>
  );
}
