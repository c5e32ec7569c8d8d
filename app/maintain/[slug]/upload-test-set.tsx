'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { controlClasses, describedBy, FieldBox, FormField, TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { Callout } from '@/app/_ui/words/callout';
import type { Problem } from '@/lib/contracts/problem';
import { TestSetField } from './test-set-field';
import { UploadButton } from './upload-button';
import { useTestSetUpload } from './use-test-set-upload';
import { utcInstant } from './utc-instant';

/** Uploads a test set as a new draft round. @param sealed rounds that it may replace */
export function UploadTestSet({ slug, sealed }: { slug: string; sealed: readonly ReplaceableRound[] }) {
  const router = useRouter();
  const [done, setDone] = useState<string | null>(null);
  const { send, share, problem, attempt } = useTestSetUpload(
    (fields) => ({
      url: `/api/v1/benchmarks/${slug}/rounds`,
      method: 'POST',
      metadata: readMetadata(fields),
    }),
    (fields) => {
      setDone(readMetadata(fields).title);
      router.refresh();
    },
  );
  return (
    <form onSubmit={send} className="mb-s4 grid gap-s5">
      <ProblemBox problem={problem} attempt={attempt} />
      {done && share === null && problem === null && (
        <Callout tone="note" role="status">
          {done} is uploaded. Its check is shown above as soon as it is done.
        </Callout>
      )}
      <PlanFields problem={problem} />
      <TestSetField fault={faultOf(problem, 'test_set')} />
      {sealed.length > 0 && <ReplacesField sealed={sealed} fault={faultOf(problem, 'replaces')} />}
      <UploadButton share={share} look="main">
        Upload and check
      </UploadButton>
    </form>
  );
}

/** What the round is called, and when it is to be open. */
function PlanFields({ problem }: { problem: Problem | null }) {
  return (
    <div className="grid grid-cols-3 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
      <TextField
        name="title"
        label="Title"
        placeholder="June 2001"
        maxLength={80}
        fault={faultOf(problem, 'title')}
        required
      />
      <TextField
        name="opens_at"
        type="datetime-local"
        label="Planned opening (UTC)"
        fault={faultOf(problem, 'opens_at')}
        isOptional
      />
      <TextField
        name="planned_close"
        type="datetime-local"
        label="Planned close (UTC)"
        fault={faultOf(problem, 'closes_at')}
        isOptional
      />
    </div>
  );
}

const readMetadata = (fields: FormData) => ({
  title: String(fields.get('title') ?? ''),
  opens_at: utcInstant(String(fields.get('opens_at') ?? '')),
  closes_at: utcInstant(String(fields.get('planned_close') ?? '')),
  replaces: Number(fields.get('replaces')) || null,
});

type ReplaceableRound = { number: number; title: string };

const hint =
  'A sealed round can’t be changed, only replaced. Once this upload is sealed it takes that round’s place in the queue; the replaced round is invalidated and never opens. The changelog shows both.';

/** Which sealed round an upload takes the place of, if any. */
function ReplacesField({ sealed, fault }: { sealed: readonly ReplaceableRound[]; fault: string | null }) {
  return (
    <FormField id="replaces" label="Replaces" hint={hint} fault={fault} isOptional>
      <FieldBox isFaulty={Boolean(fault)}>
        <select
          id="replaces"
          name="replaces"
          className={`pr-2 ${controlClasses()}`}
          defaultValue=""
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy('replaces', { hint, fault })}
        >
          <option value="">none: it comes last in the queue</option>
          {sealed.map(({ number, title }) => (
            <option key={number} value={number}>
              round {number}, {title}
            </option>
          ))}
        </select>
      </FieldBox>
    </FormField>
  );
}
