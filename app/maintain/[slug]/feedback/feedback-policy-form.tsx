'use client';

import { useActionState } from 'react';
import { HiddenFields } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { NotedSubmit } from '@/app/_ui/forms/submit-button';
import { FeedbackFields } from '@/app/_ui/maintain/feedback-fields';
import { saveFeedbackPolicy } from './actions';

type Props = {
  slug: string;
  saved: Readonly<Record<string, string>>;
};

/** @param saved values of the form's fields for the saved or planned policy */
export function FeedbackPolicyForm({ slug, saved }: Props) {
  const [state, save] = useActionState(saveFeedbackPolicy, freshForm);
  const { problem, attempt } = state;
  return (
    <form action={save} className="max-w-form" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <FeedbackFields key={attempt} state={problem ? state : { ...state, values: saved }} />
      <NotedSubmit busy="Saving" note="for rounds sealed from now on; the changelog shows the change">
        Save the policy
      </NotedSubmit>
    </form>
  );
}
