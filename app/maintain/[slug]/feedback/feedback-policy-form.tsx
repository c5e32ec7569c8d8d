'use client';

import { useActionState } from 'react';
import { freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { FeedbackFields } from '@/app/_ui/maintain/feedback-fields';
import { saveFeedbackPolicy } from './actions';

/** @param saved what is set now, as the fields hold it */
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
    <form action={save} className="form-width" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <FeedbackFields key={attempt} state={problem ? state : { ...state, values: saved }} />
      <div className="brow wraps">
        <SubmitButton busy="Saving">Save the policy</SubmitButton>
        <span className="small muted">for rounds sealed from now on; the changelog shows the change</span>
      </div>
    </form>
  );
}
