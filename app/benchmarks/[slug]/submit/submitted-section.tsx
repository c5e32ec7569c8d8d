'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { ButtonLink } from '@/app/_ui/controls/button-link';
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
    <section className="step">
      <div className="sec-head">
        <h2 ref={heading} tabIndex={-1}>
          Submitted
        </h2>
        <p className="small muted">{submission.state}</p>
      </div>
      <div className="submitted">
        <Receipt submission={submission} />
        <div>
          <p>It is scored next; that takes seconds to minutes. Keep the receipt.</p>
          <p className="brow wraps after">
            <ButtonLink look="main" href={submission.links.page}>
              Watch it being scored
            </ButtonLink>
            <Button onClick={onAgain}>Submit another file</Button>
          </p>
        </div>
      </div>
    </section>
  );
}
