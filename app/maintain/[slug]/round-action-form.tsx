'use client';

import { type ReactNode, useActionState } from 'react';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { TextField } from '@/app/_ui/forms/text-field';
import { actOnRound, type OfferedAction } from './actions';

type Props = {
  slug: string;
  action: OfferedAction;
  /** The rounds it could act on, the first one chosen. */
  rounds: readonly { number: number; title: string }[];
  verb: string;
  busy: string;
  /** What the button's neighbour says: that it can't be undone, or what would enable it. */
  note: ReactNode;
  isDisabled: boolean;
  /** Asks when the round closes; what is so when that is left empty. */
  closesHint?: string;
  confirm?: string;
};

/** One step of a round's life, as a form. */
export function RoundActionForm(of: Props) {
  const [state, act] = useActionState(actOnRound, freshForm);
  const [first] = of.rounds;
  const hasPassed = state.problem?.code === 'interval_passed';
  return (
    <form action={act} className="form">
      <HiddenFields values={{ slug: of.slug, action: of.action }} />
      <ProblemBox problem={hasPassed ? null : state.problem} attempt={state.attempt} />
      {of.rounds.length > 1 ? (
        <label className="ff">
          Round
          <span className="field">
            <select key={state.attempt} name="round" defaultValue={state.values.round ?? first?.number}>
              {of.rounds.map(({ number, title }) => (
                <option key={number} value={number}>
                  {number}, {title}
                </option>
              ))}
            </select>
          </span>
        </label>
      ) : (
        <input type="hidden" name="round" value={first?.number ?? ''} />
      )}
      {of.closesHint && (
        <TextField
          key={state.attempt}
          name="closes_at"
          type="datetime-local"
          label="Closes (UTC)"
          hint={of.closesHint}
          defaultValue={state.values.closes_at ?? ''}
          fault={hasPassed ? 'that time has passed: give a later one' : faultOf(state.problem, 'closes_at')}
          autoFocus={hasPassed}
          disabled={of.isDisabled}
        />
      )}
      {of.confirm && !of.isDisabled && (
        <label className="choice">
          <input type="checkbox" name="confirmed" required />
          <span className="small">{of.confirm}</span>
        </label>
      )}
      <div className="brow">
        <SubmitButton
          className={of.action === 'open' ? 'btn main' : 'btn danger'}
          busy={of.busy}
          isDisabled={of.isDisabled}
        >
          {nameOf(of)}
        </SubmitButton>
        <span className="small muted">{of.note}</span>
      </div>
    </form>
  );
}

/** Names the round where there is no choice of it. */
function nameOf({ verb, action, rounds }: Props): string {
  const [only, ...others] = rounds;
  if (!only || others.length > 0) return verb;
  return action === 'close' ? `${verb} ${only.title} now` : `${verb} ${only.title}`;
}
