import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import type { SubmissionView } from '@/lib/contracts/submission';
import { describePlace, describeState } from './describe-state';
import { SubmissionSteps } from './submission-steps';

/** Where a submission stands; read out when it changes. */
export function StateSection({ submission }: { submission: SubmissionView }) {
  const place = describePlace(submission);
  return (
    <section className="sec" aria-live="polite">
      <div className="sec-head">
        <h2>State</h2>
        {submission.finished_at && (
          <p className="small muted">
            finished <Instant at={submission.finished_at} />
          </p>
        )}
      </div>
      <SubmissionSteps state={submission.state} />
      <p>{describeState(submission)}</p>
      {submission.code && (
        <div className="problem">
          <p>
            <b>{submission.message ?? submission.code}</b>{' '}
            <span className="font-mono text-small/[normal] text-ink-2">{submission.code}</span>
          </p>
          {place && <p>At {place}.</p>}
          {submission.state === 'rejected' && (
            <p>
              <Link href={`/benchmarks/${submission.benchmark}/submit`}>Submit a corrected file</Link>
            </p>
          )}
        </div>
      )}
    </section>
  );
}
