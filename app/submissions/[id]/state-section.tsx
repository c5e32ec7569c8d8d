import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { SubmissionView } from '@/lib/contracts/submission';
import { describePlace, describeState } from './describe-state';
import { SubmissionSteps } from './submission-steps';

/** Where a submission stands; read out when it changes. */
export function StateSection({
  submission,
  missingVersion,
}: {
  submission: SubmissionView;
  missingVersion: string | null;
}) {
  const place = describePlace(submission);
  return (
    <Section
      title="State"
      isLive
      aside={
        submission.finished_at && (
          <>
            finished <Instant at={submission.finished_at} />
          </>
        )
      }
    >
      <SubmissionSteps state={submission.state} />
      <p>{describeState(submission)}</p>
      {missingVersion && (
        <p>
          The round is scored by the rules of scorer version {missingVersion}. No scorer at work has them; it
          waits for one.
        </p>
      )}
      {submission.code && (
        <Callout tone="problem">
          <p>
            <b className="font-semibold">{submission.message ?? submission.code}</b>{' '}
            <span className="font-mono text-small/[normal] text-ink-2">{submission.code}</span>
          </p>
          {place && <p>At {place}.</p>}
          {submission.state === 'rejected' && (
            <p>
              <Link href={`/benchmarks/${submission.benchmark}/submit`} className="text-inherit">
                Submit a corrected file
              </Link>
            </p>
          )}
        </Callout>
      )}
    </Section>
  );
}
