import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { Crumbs } from '@/app/_ui/page/crumbs';
import { PageWithAside } from '@/app/_ui/page/page-with-aside';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { PracticeScores } from '@/app/_ui/submission/practice-scores';
import { Receipt } from '@/app/_ui/submission/receipt';
import { WatchSubmission } from '@/app/_ui/submission/watch-submission';
import { Callout } from '@/app/_ui/words/callout';
import { Fact, Facts } from '@/app/_ui/words/facts';
import type { RoundState } from '@/lib/core/round/round-state';
import { isSettled } from '@/lib/core/submission/submission-state';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { CountsSection } from './counts-section';
import { DisclosureSection } from './disclosure-section';
import { FeedbackSection } from './feedback-section';
import { RoundNote } from './round-note';
import { StateSection } from './state-section';
import { VersionSection } from './version-section';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

const load = cache(async (id: string) =>
  requireFound(await findSubmissionPage(await requireSignedIn(`/submissions/${id}`), id)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { submission, benchmark, round } = await load((await params).id);
  return { title: `${submission.model} (${submission.version}), ${round.title}, ${benchmark.title}` };
}

export default async function SubmissionPage({ params }: Props) {
  const { id } = await params;
  const { submission, benchmark, round, can, isOver, version, practice, ...waits } = await load(id);
  const rankingPath = `/benchmarks/${submission.benchmark}/rounds/${submission.round}`;
  const isFinished = isSettled(submission);
  return (
    <PageWithAside aside={<Receipt submission={submission} />}>
      {!isFinished && (
        <>
          <WatchSubmission seen={submission} />
          <RefreshWithoutScript seconds={5} />
        </>
      )}
      <Crumbs
        above={[
          { href: '/submissions', title: 'Submissions' },
          { href: `/benchmarks/${submission.benchmark}`, title: benchmark.title },
        ]}
        here={`round ${submission.round}`}
      />
      <h1 className="wrap-anywhere">{submission.model}</h1>
      <Facts>
        <Fact term="Version">{submission.version}</Fact>
        <Fact term="Team">{submission.team}</Fact>
        <Fact term="Evidence">
          <EvidenceBadge evidence={submission.evidence} />
        </Fact>
      </Facts>
      <RoundNote slug={submission.benchmark} round={round} />
      {submission.team_only && (
        <Callout tone="note">
          You see it as someone with a role in the benchmark. While the round is open, its file’s hash, its
          answer and its disclosure are the team’s alone.
        </Callout>
      )}
      <StateSection submission={submission} waits={waits} />
      {version && <VersionSection submission={submission} version={version} />}
      <FeedbackSection
        feedback={submission.feedback}
        metric={benchmark.metric}
        officialRanking={isOfficial(round.state) ? rankingPath : null}
        stopped={round.state === 'frozen' || round.state === 'invalidated' ? round.state : null}
      />
      <CountsSection submission={submission} can={can} isOver={isOver} />
      <PracticeScores slug={submission.benchmark} metric={benchmark.metric} practice={practice} />
      {submission.disclosure && (
        <DisclosureSection disclosure={submission.disclosure} isPublic={isOfficial(round.state)} />
      )}
    </PageWithAside>
  );
}

const isOfficial = (state: RoundState): boolean => state === 'closed' || state === 'revealed';
