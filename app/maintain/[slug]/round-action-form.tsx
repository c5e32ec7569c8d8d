'use client';

import type { ReactNode } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { ChoiceField, controlClasses, FieldBox, LabelAround, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { actOnRound, type OfferedAction } from './actions';

type Props = {
  slug: string;
  action: OfferedAction;
  /** The rounds among which the form lets choose; the first one is preselected. */
  rounds: readonly { number: number; title: string }[];
  verb: string;
  busy: string;
  /** Text beside the button, for example that the step can't be undone, or what would enable it. */
  note: ReactNode;
  isDisabled: boolean;
  /** If given, adds a field for the time of the close, with this hint about an empty field. */
  closesHint?: string;
  /** If true, adds the choice to give the items new ids. */
  offersNewIds?: boolean;
  confirm?: string;
  /** If given, adds a field for a public reason, with this hint. */
  reasonHint?: string;
};

/** The form for one step in a round's life, such as sealing or opening it. */
export function RoundActionForm(props: Props) {
  return (
    <ActionForm
      action={actOnRound}
      about={{ slug: props.slug, action: props.action }}
      button={nameOf(props)}
      busy={props.busy}
      look={props.action === 'open' ? 'main' : 'danger'}
      isDisabled={props.isDisabled}
      note={props.note}
      confirm={props.confirm}
      reason={props.reasonHint ? { hint: props.reasonHint, maxLength: 500 } : undefined}
      problemAtField="interval_passed"
    >
      {(state) => (
        <>
          <RoundChoice rounds={props.rounds} state={state} />
          {props.offersNewIds && <NewIdsField isDisabled={props.isDisabled} state={state} />}
          {props.closesHint && (
            <ClosesField hint={props.closesHint} isDisabled={props.isDisabled} state={state} />
          )}
        </>
      )}
    </ActionForm>
  );
}

function RoundChoice({ rounds, state }: { rounds: Props['rounds']; state: FormState }) {
  const [first] = rounds;
  if (rounds.length <= 1) return <input type="hidden" name="round" value={first?.number ?? ''} />;
  return (
    <LabelAround label="Round">
      <FieldBox>
        <select
          key={state.attempt}
          name="round"
          defaultValue={state.values.round ?? first?.number}
          className={`pr-2 ${controlClasses()}`}
        >
          {rounds.map(({ number, title }) => (
            <option key={number} value={number}>
              {number}, {title}
            </option>
          ))}
        </select>
      </FieldBox>
    </LabelAround>
  );
}

/** The choice to replace the items' ids by new, meaningless ones; ticked by default. */
function NewIdsField({ isDisabled, state }: { isDisabled: boolean; state: FormState }) {
  const isTicked = state.problem === null || state.values.new_ids !== undefined;
  return (
    <ChoiceField
      key={state.attempt}
      name="new_ids"
      type="checkbox"
      label="Ids"
      choices={[
        {
          value: 'yes',
          title: 'Give the items new ids',
          hint: 'Drawn at random, so that no id reveals a label. Predictions use them; the archive maps them to your original ids.',
          isDisabled,
        },
      ]}
      chosen={isTicked ? ['yes'] : []}
    />
  );
}

function ClosesField({ hint, isDisabled, state }: { hint: string; isDisabled: boolean; state: FormState }) {
  const hasPassed = state.problem?.code === 'interval_passed';
  return (
    <TextField
      key={state.attempt}
      state={state}
      name="closes_at"
      type="datetime-local"
      label="Closes (UTC)"
      hint={hint}
      fault={hasPassed ? 'that time has passed: give a later one' : faultOf(state.problem, 'closes_at')}
      autoFocus={hasPassed}
      disabled={isDisabled}
    />
  );
}

/** The button's label, which names the round if there is only one. */
function nameOf({ verb, action, rounds }: Props): string {
  const [only, ...others] = rounds;
  if (!only || others.length > 0) return verb;
  return action === 'close' ? `${verb} ${only.title} now` : `${verb} ${only.title}`;
}
