import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { Receipt } from '@/app/_ui/submission/receipt';
import type { RoundState } from '@/lib/core/round/round-state';
import { isSettled } from '@/lib/core/submission/submission-state';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { FeedbackSection } from './feedback-section';
import { RoundNote } from './round-note';
import { seenOfSubmission } from './seen-of-submission';
import { StateSection } from './state-section';
import { WatchSubmission } from './watch-submission';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Submission' };

type Props = { params: Promise<{ id: string }> };

export default async function SubmissionPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireSignedIn(`/submissions/${id}`);
  const { submission, benchmark, round } = requireFound(await findSubmissionPage(actor, id));
  const rankingPath = `/benchmarks/${submission.benchmark}/rounds/${submission.round}`;
  const isFinished = isSettled(submission);
  return (
    <div className="submit">
      {!isFinished && (
        <>
          <WatchSubmission id={id} seen={seenOfSubmission(submission)} />
          <RefreshWithoutScript seconds={5} />
        </>
      )}
      <div>
        <p className="crumb">
          <Link href="/submissions">Submissions</Link> /{' '}
          <Link href={`/benchmarks/${submission.benchmark}`}>{benchmark.title}</Link> / round{' '}
          {submission.round}
        </p>
        <h1 className="breaks">{submission.model}</h1>
        <dl className="facts">
          <div>
            <dt>Version</dt>
            <dd className="breaks">{submission.version}</dd>
          </div>
          <div>
            <dt>Team</dt>
            <dd className="breaks">{submission.team}</dd>
          </div>
          <div>
            <dt>Evidence</dt>
            <dd>
              <EvidenceBadge evidence={submission.evidence} />
            </dd>
          </div>
        </dl>
        <RoundNote slug={submission.benchmark} round={round} />
        <StateSection submission={submission} />
        <FeedbackSection
          feedback={submission.feedback}
          metric={benchmark.metric}
          officialRanking={isOfficial(round.state) ? rankingPath : null}
          trouble={round.state === 'frozen' || round.state === 'invalidated' ? round.state : null}
        />
        {submission.disclosure && (
          <section className="sec">
            <div className="sec-head">
              <h2>Disclosure</h2>
            </div>
            <p className="measure keeps-lines">{submission.disclosure}</p>
          </section>
        )}
      </div>
      <aside>
        <Receipt submission={submission} />
      </aside>
    </div>
  );
}

const isOfficial = (state: RoundState): boolean => state === 'closed' || state === 'revealed';
