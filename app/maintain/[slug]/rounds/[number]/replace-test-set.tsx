'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { faultOf } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { Callout } from '@/app/_ui/words/callout';
import { TestSetField } from '@/app/maintain/[slug]/test-set-field';
import { UploadButton } from '@/app/maintain/[slug]/upload-button';
import { useTestSetUpload } from '@/app/maintain/[slug]/use-test-set-upload';

/** Another test set for a draft. Without scripts the browser sends the form by itself, to a handler beside this page. */
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
          The file is here. Its check is shown above as soon as it is done.
        </Callout>
      )}
      <TestSetField fault={faultOf(problem, 'test_set')} />
      <UploadButton share={share}>Replace the test set and check</UploadButton>
    </form>
  );
}
