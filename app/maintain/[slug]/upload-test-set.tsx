'use client';

import { Button } from '@/app/_ui/controls/button';
import { FormField } from '@/app/_ui/forms/form-field';
import { faultOf } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { TextField } from '@/app/_ui/forms/text-field';
import { UploadProgress } from '@/app/_ui/forms/upload-progress';
import { Callout } from '@/app/_ui/words/callout';
import type { Problem } from '@/lib/contracts/problem';
import { type ReplaceableRound, ReplacesField } from './replaces-field';
import { useTestSetUpload } from './use-test-set-upload';

/** Uploads a test set as a new draft round. @param sealed rounds that it may replace */
export function UploadTestSet({ slug, sealed }: { slug: string; sealed: readonly ReplaceableRound[] }) {
  const { send, share, problem, attempt, done } = useTestSetUpload(slug);
  return (
    <form onSubmit={send} className="mb-s4 grid gap-s5">
      <ProblemBox problem={problem} attempt={attempt} />
      {done && (
        <Callout tone="note" role="status">
          {done} is uploaded. Its check is shown above as soon as it is done.
        </Callout>
      )}
      <PlanFields problem={problem} />
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
      <div className="mt-s3 flex items-center gap-s4 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-s2">
        <Button type="submit" look="main" disabled={share !== null}>
          {share === null ? 'Upload and check' : 'Uploading'}
        </Button>
        {share !== null && <UploadProgress share={share} afterwards="All sent; it is being sealed" />}
      </div>
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
