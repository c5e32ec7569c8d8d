'use client';

import { useActionState } from 'react';
import { AreaField, HiddenFields } from '@/app/_ui/forms/form-fields';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { EntrantState, EntryMode } from '@/lib/core/entry/entry';
import { apply } from './actions';

type Props = {
  slug: string;
  entry: EntryMode;
  state: EntrantState | null;
  reason: string | null;
  questions: readonly string[];
};

/** Takes the place of the submit form for a person who hasn't entered the benchmark, and says how they can. */
export function EntryPanel({ slug, entry, state, reason, questions }: Props) {
  if (state === null && entry === 'approval') return <ApplicationForm slug={slug} questions={questions} />;
  return (
    <Callout tone="note">
      {describeState(state)}
      {reason && <> The reason given: “{reason}”</>}
    </Callout>
  );
}

function describeState(state: EntrantState | null) {
  if (state === 'asked') return 'Your application waits for a maintainer. You get a mail with the decision.';
  if (state === 'refused') return 'A maintainer has refused your application.';
  if (state === 'removed')
    return 'A maintainer has removed you from the participants. Accepted submissions stay.';
  return (
    <>
      Submitting is for people on a list of the host’s. Your address counts once you have signed in by a link
      mailed to it. With a class code you <a href="/enter">enter here</a>.
    </>
  );
}

function ApplicationForm({ slug, questions }: Pick<Props, 'slug' | 'questions'>) {
  const [state, act] = useActionState(apply, freshForm);
  const { problem, attempt } = state;
  return (
    <Section kind="step" title="Apply to enter" aside="a maintainer decides">
      <ProblemBox problem={problem} attempt={attempt} />
      <form action={act} className="grid max-w-560 gap-s5" noValidate key={attempt}>
        <HiddenFields values={{ slug, count: questions.length }} />
        {questions.map((question, i) => (
          <AreaField
            key={question}
            state={state}
            name={`answers.${i}`}
            label={question}
            rows={3}
            maxLength={2000}
            fault={faultOf(problem, `answers.${i}`)}
            required
          />
        ))}
        <p className="text-small text-ink-2">
          The maintainers of this benchmark see your name, your e-mail address and your answers.
        </p>
        <SubmitButton busy="Applying">Apply</SubmitButton>
      </form>
    </Section>
  );
}
