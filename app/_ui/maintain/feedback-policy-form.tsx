'use client';

import { useActionState } from 'react';
import { saveFeedbackPolicy } from '@/app/maintain/[slug]/feedback/actions';
import { freshForm } from '../forms/form-state';
import { HiddenFields } from '../forms/hidden-fields';
import { ProblemBox } from '../forms/problem-box';
import { SubmitButton } from '../forms/submit-button';
import { FeedbackFields } from './feedback-fields';

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
