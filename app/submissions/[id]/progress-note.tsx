import Link from 'next/link';
import { Callout } from '@/app/_ui/words/callout';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { SubmissionPage } from '@/services/page/find-submission-page';
import { describePlace, describeWait } from './describe-wait';
import { SubmissionSteps } from './submission-steps';

/** How far an unfinished submission is, or what is wrong with a rejected one. Nothing of a scored one that has its feedback. */
export function ProgressNote({
  submission,
  waits,
}: {
  submission: SubmissionView;
  /** What keeps it waiting beside those that came before it. */
  waits: Pick<SubmissionPage, 'missingVersion' | 'isSpaceShort'>;
}) {
  const { state, code, message, benchmark, kind } = submission;
  const place = describePlace(submission);
  const wait = describeWait(submission);
  return (
    <div className="mt-s4" aria-live="polite">
      {state !== 'scored' && submission.score_at === null && <SubmissionSteps state={state} />}
      {submission.score_at === null && wait && <p>{wait}</p>}
      {submission.score_at === null && waits.missingVersion && (
        <p>
          The round is scored by the rules of scorer version {waits.missingVersion}. No scorer at work has
          them; it waits for one.
        </p>
      )}
      {submission.score_at === null && waits.isSpaceShort && (
        <p>The site is short of disk space. The submission waits, and continues automatically.</p>
      )}
      {code && (
        <Callout tone="problem">
          {/* A check may have found several faults, a line each. */}
          <p className="whitespace-pre-line">
            <b className="font-semibold">{message ?? code}</b>{' '}
            <span className="font-mono text-small/[normal] text-ink-2">{code}</span>
          </p>
          {place && <p>At {place}.</p>}
          {state === 'rejected' && (
            <p>
              <Link href={`/benchmarks/${benchmark}/submit?kind=${kind}`} className="text-inherit">
                Submit a corrected file
              </Link>
            </p>
          )}
        </Callout>
      )}
    </div>
  );
}
