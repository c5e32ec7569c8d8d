'use client';

import { useEffect, useRef, useState } from 'react';
import { Button, ButtonLink } from '@/app/_ui/controls/button';
import { Section } from '@/app/_ui/page/section';
import { Receipt } from '@/app/_ui/submission/receipt';
import { WatchSubmission } from '@/app/_ui/submission/watch-submission';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isSettled } from '@/lib/core/submission/submission-state';

/** After acceptance: the receipt, the progress, and a link to the submission. */
export function SubmittedSection({
  submission,
  onAgain,
}: {
  submission: SubmissionView;
  onAgain: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [now, setNow] = useState(submission);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Section kind="step" title="Submitted" titleRef={heading} aside={now.state} asideRole="status">
      {!isSettled(now) && <WatchSubmission seen={now} onChange={setNow} />}
      <div className="grid grid-cols-[316px_1fr] items-start gap-s6 pt-s2 *:min-w-0 max-wide:grid-cols-[1fr]">
        <Receipt submission={submission} />
        <div>
          <p>{describeProgress(now)}</p>
          <p className="mt-s4 flex flex-wrap items-center gap-s3">
            <ButtonLink look="main" href={submission.links.page}>
              {linkOf(now)}
            </ButtonLink>
            <Button onClick={onAgain}>Submit another file</Button>
          </p>
        </div>
      </div>
    </Section>
  );
}

function linkOf(submission: SubmissionView): string {
  if (!isSettled(submission)) return 'Watch it being scored';
  return submission.state === 'scored' ? 'See the feedback' : 'See its page';
}

function describeProgress({ kind, state, message, feedback }: SubmissionView): string {
  switch (state) {
    case 'scored':
      return feedback
        ? 'It is scored. Your feedback is below, and on its own page. Keep the receipt.'
        : 'It is scored. Its feedback follows when earlier files have theirs. Keep the receipt.';
    case 'rejected':
    case 'failed':
      return message ?? 'It could not be scored. Its page says why.';
    default:
      return `It is now ${kind === 'onnx' ? 'checked, run and scored' : 'scored'}, which takes seconds to minutes. Keep the receipt.`;
  }
}
