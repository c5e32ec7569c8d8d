'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Section } from '@/app/_ui/page/section';
import { Receipt } from '@/app/_ui/submission/receipt';
import type { SubmissionView } from '@/lib/contracts/submission';

/** The file is taken: its receipt, and where to watch it. */
export function SubmittedSection({
  submission,
  onAgain,
}: {
  submission: SubmissionView;
  onAgain: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Section kind="step" title="Submitted" titleRef={heading} aside={submission.state}>
      <div className="grid grid-cols-[316px_1fr] items-start gap-s6 pt-s2 *:min-w-0 max-wide:grid-cols-[1fr]">
        <Receipt submission={submission} />
        <div>
          <p>
            It is {submission.kind === 'onnx' ? 'checked, run and scored' : 'scored'} next; that takes seconds
            to minutes. Keep the receipt.
          </p>
          <p className="mt-s4 flex flex-wrap items-center gap-s3">
            <ButtonLink look="main" href={submission.links.page}>
              Watch it being scored
            </ButtonLink>
            <Button onClick={onAgain}>Submit another file</Button>
          </p>
        </div>
      </div>
    </Section>
  );
}
