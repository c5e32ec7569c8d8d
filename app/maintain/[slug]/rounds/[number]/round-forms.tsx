'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { Callout } from '@/app/_ui/words/callout';
import { TestSetField, UploadButton, useTestSetUpload } from '@/app/maintain/[slug]/upload-test-set';
import type { RoundView } from '@/lib/contracts/round';
import { correctDraft, extendOpenRound } from './actions';

export function CorrectDraft({ slug, draft }: { slug: string; draft: RoundView }) {
  return (
    <ActionForm
      action={correctDraft}
      about={{ slug, number: draft.number }}
      button="Save"
      busy="Saving"
      look="main"
    >
      {(state) => (
        <>
          <TextField
            key={`title ${state.attempt}`}
            state={state}
            name="title"
            label="Title"
            maxLength={80}
            defaultValue={draft.title}
            required
          />
          <TextField
            key={`opens_at ${state.attempt}`}
            state={state}
            name="opens_at"
            type="datetime-local"
            label="Planned opening (UTC)"
            defaultValue={localOf(draft.opens_at)}
            isOptional
          />
          <TextField
            key={`closes_at ${state.attempt}`}
            state={state}
            name="closes_at"
            type="datetime-local"
            label="Planned close (UTC)"
            defaultValue={localOf(draft.closes_at)}
            isOptional
          />
        </>
      )}
    </ActionForm>
  );
}

/**
 * A time as the value of a `datetime-local` input, to the minute: if the default had seconds, the browser would reject times
 * without seconds.
 */
const localOf = (instant: string | null): string => instant?.slice(0, 16) ?? '';

/** The form that replaces a draft's test set. Without scripts the browser posts the form to `test-set/route.ts`. */
export function ReplaceTestSet({ slug, number }: { slug: string; number: number }) {
  const router = useRouter();
  const [isDone, setDone] = useState(false);
  const { send, share, problem, attempt } = useTestSetUpload(
    () => ({
      url: `/api/v1/benchmarks/${slug}/rounds/${number}/test-set`,
      method: 'PUT',
      metadata: {},
    }),
    () => {
      setDone(true);
      router.refresh();
    },
  );
  return (
    <form
      action={`/maintain/${slug}/rounds/${number}/test-set`}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      className="mb-s4 grid gap-s5"
    >
      <ProblemBox problem={problem} attempt={attempt} />
      {isDone && share === null && problem === null && (
        <Callout tone="note" role="status">
          The file has arrived. Its check is shown above as soon as it is done.
        </Callout>
      )}
      <TestSetField fault={faultOf(problem, 'test_set')} />
      <UploadButton share={share}>Replace the test set and check</UploadButton>
    </form>
  );
}

/** The form that moves the close of an open round to a later date, with a reason. */
export function ExtendForm({ slug, round }: { slug: string; round: RoundView }) {
  return (
    <ActionForm
      action={extendOpenRound}
      about={{ slug, number: round.number }}
      button={`Extend ${round.title}`}
      busy="Extending"
      note="it can be extended again, or closed by hand"
      reason={{
        name: 'extension_reason',
        hint: 'Public, in the changelog. One line.',
        maxLength: 500,
      }}
    >
      {(state) => (
        <TextField
          key={`closes_at ${state.attempt}`}
          state={state}
          name="closes_at"
          type="datetime-local"
          label="New close (UTC)"
          defaultValue={round.closes_at?.slice(0, 16)}
          required
        />
      )}
    </ActionForm>
  );
}
