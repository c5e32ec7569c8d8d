'use client';

import { useActionState } from 'react';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { FeedbackFields } from '@/app/_ui/maintain/feedback-fields';
import { createFromForm } from './actions';
import { ModelFields } from './model-fields';
import { NameFields } from './name-fields';
import { QuotaFields } from './quota-fields';
import { TaskFields } from './task-fields';

/** Everything a maintainer says of a new benchmark, in five steps on one page. @param planned what fields begin with */
export function BenchmarkForm({ planned }: { planned: Readonly<Record<string, string>> }) {
  const [answered, act] = useActionState(createFromForm, freshForm);
  const state = { ...answered, values: { ...planned, ...answered.values } };
  return (
    <form action={act} noValidate>
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <div key={state.attempt}>
        <NameFields state={state} />
        <TaskFields state={state} />
        <ModelFields state={state} />
        <FeedbackFields state={state} />
        <QuotaFields state={state} />
      </div>
      <div className="mt-s3 flex items-center gap-s4 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-s2">
        <SubmitButton busy="Creating it">Create the benchmark</SubmitButton>
        <p className="text-small text-ink-2">Nothing is opened by this: rounds come next.</p>
      </div>
    </form>
  );
}
