'use client';

import { useActionState } from 'react';
import { freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { NotedSubmit } from '@/app/_ui/forms/noted-submit';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { FeedbackFields } from '@/app/_ui/maintain/feedback-fields';
import { saveFeedbackPolicy } from './actions';

/** @param saved the saved or planned policy, as field values */
export function FeedbackPolicyForm({
  slug,
  saved,
}: {
  slug: string;
  saved: Readonly<Record<string, string>>;
}) {
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
