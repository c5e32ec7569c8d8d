'use client';

import { useActionState } from 'react';
import { freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { NotedSubmit } from '@/app/_ui/forms/noted-submit';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { saveWords } from './actions';
import { WordsFields } from './words-fields';

/** @param saved what is set now, as the fields hold it */
export function WordsForm({ slug, saved }: { slug: string; saved: Readonly<Record<string, string>> }) {
  const [state, save] = useActionState(saveWords, freshForm);
  const { problem, attempt } = state;
  return (
    <form action={save} className="max-w-[980px]" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <WordsFields key={attempt} state={problem ? state : { ...state, values: saved }} />
      <NotedSubmit busy="Saving" note="everybody reads them; the changelog shows the change">
        Save the words
      </NotedSubmit>
    </form>
  );
}
