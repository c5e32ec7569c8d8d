import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { SubmissionPage } from '@/services/page/find-submission-page';
import { describePlace, describeState } from './describe-state';
import { SubmissionSteps } from './submission-steps';

/** Where a submission stands; read out when it changes. */
export function StateSection({
  submission,
  waits,
}: {
  submission: SubmissionView;
  /** What keeps it waiting beside those that came before it. */
  waits: Pick<SubmissionPage, 'missingVersion' | 'isSpaceShort'>;
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
      {waits.missingVersion && (
        <p>
          The round is scored by the rules of scorer version {waits.missingVersion}. No scorer at work has
          them; it waits for one.
        </p>
      )}
      {waits.isSpaceShort && (
        <p>The site is short of disk space. It waits until there is room, and goes on by itself.</p>
      )}
      {submission.code && (
        <Callout tone="problem">
          {/* A check may have found several faults, a line each. */}
          <p className="whitespace-pre-line">
            <b className="font-semibold">{submission.message ?? submission.code}</b>{' '}
            <span className="font-mono text-small/[normal] text-ink-2">{submission.code}</span>
          </p>
          {place && <p>At {place}.</p>}
          {submission.state === 'rejected' && (
            <p>
              <Link
                href={`/benchmarks/${submission.benchmark}/submit?kind=${submission.kind}`}
                className="text-inherit"
              >
                Submit a corrected file
              </Link>
            </p>
          )}
        </Callout>
      )}
    </Section>
  );
}
