'use client';

import { useActionState } from 'react';
import { AreaField, HiddenFields } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { NotedSubmit } from '@/app/_ui/forms/submit-button';
import { proposeFromForm } from './actions';

type Props = {
  slug: string;
  number: number;
  example: string;
};

/** @param example a label of this benchmark, which the hint shows */
export function ProposeErratumForm({ slug, number, example }: Props) {
  const [state, propose] = useActionState(proposeFromForm, freshForm);
  return (
    <form action={propose} className="my-s4 grid gap-s5">
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <HiddenFields values={{ slug, number }} />
      <AreaField
        key={`corrections ${state.attempt}`}
        state={state}
        name="corrections"
        label="Corrections"
        hint={
          <>
            One item a line, its id and the label it should have had: <code>item-17,{example}</code>. If the
            seal gave the items new ids, it is the new one: <code>items.csv</code> of the archive has both. A
            value with a comma, a quote or a line end is put in quotes. At most 1,000.
          </>
        }
        rows={8}
        required
        spellCheck={false}
      />
      <AreaField
        key={`reason ${state.attempt}`}
        state={state}
        name="reason"
        label="Reason"
        hint="Public, and part of the signed text. One line: why the labels were wrong, and how you know."
        rows={3}
        required
        maxLength={500}
      />
      <NotedSubmit busy="Proposing" note="nothing is public yet">
        Propose the erratum
      </NotedSubmit>
    </form>
  );
}
