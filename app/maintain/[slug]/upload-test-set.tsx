'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { ButtonLook } from '@/app/_ui/controls/button';
import { Button } from '@/app/_ui/controls/button';
import {
  controlClasses,
  describedBy,
  FieldBox,
  FormField,
  fileClasses,
  TextField,
} from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { problemOfResponse, sendMultipart, UploadProgress } from '@/app/_ui/forms/upload';
import { Callout } from '@/app/_ui/words/callout';
import type { Problem } from '@/lib/contracts/problem';
import { utcInstant } from './utc-instant';

type UploadTestSetProps = {
  slug: string;
  sealed: readonly ReplaceableRound[];
  /** True if a schedule opens the rounds. */
  hasCadence: boolean;
};

/** The form that uploads a test set as a new draft. @param sealed rounds that the upload may replace */
export function UploadTestSet({ slug, sealed, hasCadence }: UploadTestSetProps) {
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
      <PlanFields problem={problem} hasCadence={hasCadence} />
      <TestSetField fault={faultOf(problem, 'test_set')} />
      {sealed.length > 0 && <ReplacesField sealed={sealed} fault={faultOf(problem, 'replaces')} />}
      <UploadButton share={share} look="main">
        Upload and check
      </UploadButton>
    </form>
  );
}

const hintsWithSchedule = {
  opening: 'The schedule opens rounds: this one at the first rotation at or after this date.',
  close: 'Counts if it is before the next rotation, which closes the round in any case.',
};

const hintsWithoutSchedule = {
  opening: 'Empty: a maintainer opens the round.',
  close: 'Empty: set at the opening, 30 days by default.',
};

/** The fields for title and planned dates of the round. */
function PlanFields({ problem, hasCadence }: { problem: Problem | null; hasCadence: boolean }) {
  const hints = hasCadence ? hintsWithSchedule : hintsWithoutSchedule;
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
        hint={hints.opening}
        fault={faultOf(problem, 'opens_at')}
        isOptional
      />
      <TextField
        name="planned_close"
        type="datetime-local"
        label="Planned close (UTC)"
        hint={hints.close}
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

/** The field that chooses the sealed round that the upload replaces. */
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
          <option value="">none: last in the queue</option>
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

type Sending = { url: string; method: 'POST' | 'PUT'; metadata: object };

/**
 * Uploads a form's test set. `share` is the share that has been uploaded, or null if no upload is running.
 * @param onTaken called after a successful upload
 */
export function useTestSetUpload(
  sendingOf: (fields: FormData) => Sending,
  onTaken: (fields: FormData) => void,
) {
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const file = fields.get('test_set');
    if (!(file instanceof File)) return;
    setShare(0);
    setProblem(null);
    const response = await sendMultipart({
      ...sendingOf(fields),
      fileField: 'test_set',
      file,
      onProgress: setShare,
    });
    setShare(null);
    if (response?.status === 200 || response?.status === 201) {
      form.reset();
      onTaken(fields);
    } else {
      setProblem(problemOfResponse(response));
      setAttempt((before) => before + 1);
    }
  };
  return { send, share, problem, attempt };
}

export function TestSetField({ fault }: { fault: string | null }) {
  return (
    <FormField
      id="test_set"
      label="Test set"
      fault={fault}
      hint="CSV, JSON Lines or Parquet, at most 256 MB (Parquet 64 MB): id, input columns, label, and if you like group, date and up to three columns slice_… by which scores are shown after the close."
    >
      <input
        id="test_set"
        name="test_set"
        type="file"
        className={fileClasses}
        aria-describedby="test_set-hint"
        required
      />
    </FormField>
  );
}

type UploadButtonProps = {
  share: number | null;
  look?: ButtonLook;
  children: string;
};

/** The submit button, with the progress of the upload. @param share uploaded share; null before and after the upload */
export function UploadButton({ share, look, children }: UploadButtonProps) {
  return (
    <div className="mt-s3 flex items-center gap-s4 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-s2">
      <Button type="submit" look={look} disabled={share !== null}>
        {share === null ? children : 'Uploading'}
      </Button>
      {share !== null && <UploadProgress share={share} afterwards="All sent; it is being encrypted" />}
    </div>
  );
}
