'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { FormField } from '@/app/_ui/forms/form-field';
import { faultOf } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { problemOfAnswer } from '@/app/_ui/forms/problem-of-answer';
import { sendMultipart } from '@/app/_ui/forms/send-multipart';
import { TextField } from '@/app/_ui/forms/text-field';
import { UploadProgress } from '@/app/_ui/forms/upload-progress';
import type { Problem } from '@/lib/contracts/problem';
import { type ReplaceableRound, ReplacesField } from './replaces-field';
import { utcInstant } from './utc-instant';

/** Uploads a test set as a new draft round. @param sealed rounds that it may replace */
export function UploadTestSet({ slug, sealed }: { slug: string; sealed: readonly ReplaceableRound[] }) {
  const router = useRouter();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [done, setDone] = useState<string | null>(null);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const file = fields.get('test_set');
    if (!(file instanceof File)) return;
    const title = String(fields.get('title') ?? '');
    setShare(0);
    setProblem(null);
    setDone(null);
    const answer = await sendMultipart({
      url: `/api/v1/benchmarks/${slug}/rounds`,
      metadata: {
        title,
        opens_at: utcInstant(String(fields.get('opens_at') ?? '')),
        closes_at: utcInstant(String(fields.get('planned_close') ?? '')),
        replaces: Number(fields.get('replaces')) || null,
      },
      fileField: 'test_set',
      file,
      onProgress: setShare,
    });
    setShare(null);
    if (answer?.status === 201) {
      form.reset();
      setDone(title);
      router.refresh();
    } else {
      setProblem(problemOfAnswer(answer));
      setAttempt((before) => before + 1);
    }
  };

  return (
    <form onSubmit={send} className="form">
      <ProblemBox problem={problem} attempt={attempt} />
      {done && (
        <p className="note" role="status">
          {done} is uploaded. Its check is shown above as soon as it is done.
        </p>
      )}
      <div className="cols three">
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
      <FormField
        id="test_set"
        label="Test set"
        fault={faultOf(problem, 'test_set')}
        hint="CSV or JSON Lines, at most 256 MB: id, input columns, label, and if you like group and date."
      >
        <input
          id="test_set"
          name="test_set"
          type="file"
          className="w-full text-data/inherit file:mr-s3 file:h-34 file:cursor-pointer file:border file:border-rule-2 file:rounded-edge file:bg-panel file:px-12 file:text-small/[normal] file:font-medium file:text-ink"
          aria-describedby="test_set-hint"
          required
        />
      </FormField>
      {sealed.length > 0 && <ReplacesField sealed={sealed} fault={faultOf(problem, 'replaces')} />}
      <div className="go">
        <Button type="submit" look="main" disabled={share !== null}>
          {share === null ? 'Upload and check' : 'Uploading'}
        </Button>
        {share !== null && <UploadProgress share={share} afterwards="All sent; it is being sealed" />}
      </div>
    </form>
  );
}
