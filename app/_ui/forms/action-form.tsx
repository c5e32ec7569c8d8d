'use client';

import { type ReactNode, useActionState } from 'react';
import type { Problem } from '@/lib/contracts/problem';
import type { ButtonLook } from '../controls/button';
import { AreaField, choiceClasses, HiddenFields, tickClasses } from './form-fields';
import { type FormState, faultOf, freshForm } from './form-state';
import { ProblemBox } from './problem-box';
import { NotedSubmit, SubmitButton } from './submit-button';

const shapes = {
  /** Fields and button one below the other. */
  stack: 'mb-s4 grid gap-s5',
  /** The same below what it is about. */
  below: 'mt-s3 grid gap-s5',
  /** The same, no wider than its words. */
  folded: 'mt-s3 mb-s4 grid max-w-560 gap-s5',
  narrow: 'my-s4 grid max-w-360 gap-s3',
  /** A field and its button side by side. */
  row: 'flex items-center gap-s3',
  bare: undefined,
  /** Only a button, folded away for a second look. */
  sure: 'mt-s2',
};

type Props = {
  /** It must not be bound to anything: what it acts on goes into `about`. */
  action: (before: FormState, form: FormData) => Promise<FormState>;
  about: Readonly<Record<string, string | number>>;
  button: string;
  busy: string;
  look?: ButtonLook;
  isDisabled?: boolean;
  /** Beside the button: that it can't be undone, or what would enable it. */
  note?: ReactNode;
  /** A statement that the person must agree to. */
  confirm?: string;
  /** Asks for words that everybody reads, of at most so many characters. A second such form of a page names its field. */
  reason?: { hint: string; maxLength: number; name?: string };
  shape?: keyof typeof shapes;
  /** Given, the form stands folded under these words until it is refused. */
  foldedUnder?: string;
  place?: 'page' | 'table';
  /** A refusal that one of the fields tells by itself. */
  problemAtField?: Problem['code'];
  /** More fields; with the state where they show it, which only another client component can ask for. */
  children?: ReactNode | ((state: FormState) => ReactNode);
};

/** One act that may be refused: why stands above its controls, and it works without JavaScript. */
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
            name={reasonName}
            label="Reason"
            hint={props.reason.hint}
            rows={3}
            required
            maxLength={props.reason.maxLength}
            defaultValue={state.values[reasonName] ?? ''}
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

/** The statement that the person must agree to before the button works. */
function ConfirmBox({ children }: { children: string }) {
  return (
    <label className={choiceClasses}>
      <input type="checkbox" name="confirmed" required className={tickClasses} />
      <span className="block text-small">{children}</span>
    </label>
  );
}
