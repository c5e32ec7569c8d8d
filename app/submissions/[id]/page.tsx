import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { RefreshWithoutScript } from '@/app/_ui/forms/refresh-without-script';
import { RefreshWhile } from '@/app/_ui/maintain/refresh-while';
import { Crumbs } from '@/app/_ui/page/crumbs';
import { Fold } from '@/app/_ui/page/fold';
import { Page } from '@/app/_ui/page/page';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { Receipt } from '@/app/_ui/submission/receipt';
import { WatchSubmission } from '@/app/_ui/submission/watch-submission';
import { Callout } from '@/app/_ui/words/callout';
import { Term } from '@/app/_ui/words/term';
import type { RoundState } from '@/lib/core/round/round-state';
import { isSettled } from '@/lib/core/submission/submission-state';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { AutomaticSection, BetterSection } from './better-section';
import { CountsSection } from './counts-section';
import { DisclosureSection } from './disclosure-section';
import { LeftSection } from './left-section';
import { NextSection } from './next-section';
import { PracticeSection } from './practice-section';
import { ProgressNote } from './progress-note';
import { RoundNote } from './round-note';
import { VerdictHead } from './verdict-head';
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
  const { submission, benchmark, round, own, modelPage, practice, can, isOver, version, now, ...waits } =
    await load(id);
  const { benchmark: slug, feedback } = submission;
  const roundPath = `/benchmarks/${slug}/rounds/${submission.round}`;
  const stopped = round.state === 'frozen' || round.state === 'invalidated' ? round.state : null;
  const final = { officialRanking: isOfficial(round.state) ? roundPath : null, stopped };
  return (
    <Page>
      {isSettled(submission) ? (
        practice.scores.some(({ state }) => state === 'queued') && (
          <>
            <RefreshWhile firstMs={4_000} lastMs={30_000} />
            <RefreshWithoutScript seconds={30} />
          </>
        )
      ) : (
        <>
          <WatchSubmission seen={submission} />
          <RefreshWithoutScript seconds={5} />
        </>
      )}
      <Crumbs
        above={[
          { href: '/benchmarks', title: 'Benchmarks' },
          { href: `/benchmarks/${slug}`, title: benchmark.title },
          { href: roundPath, title: round.title },
          { href: '/submissions', title: 'Your submissions' },
        ]}
      />
      <VerdictHead
        submission={submission}
        metric={benchmark.metric}
        modelPage={modelPage}
        isStruck={stopped === 'invalidated'}
      />
      <RoundNote slug={slug} round={round} />
      {submission.team_only && (
        <Callout tone="note">
          You see it as someone with a role in the benchmark. While the round is open, its file’s hash, its
          feedback and its disclosure are the team’s alone.
        </Callout>
      )}
      <ProgressNote submission={submission} waits={waits} />
      <div className="mt-s5 grid grid-cols-2 gap-x-s7 max-wide:gap-x-s5 max-table:grid-cols-1">
        {feedback ? (
          <BetterSection submission={{ ...submission, feedback }} {...{ benchmark, own, ...final }} />
        ) : (
          version?.isStanding && round.closes_at && <AutomaticSection scoreAt={round.closes_at} {...final} />
        )}
        <CountsSection
          submission={submission}
          metric={benchmark.metric}
          policy={round.feedback_policy ?? 'final-only'}
          closesAt={round.closes_at}
          own={own}
          can={can}
          isOver={isOver}
        />
        {own && <PracticeSection slug={slug} metric={benchmark.metric} practice={practice} />}
        {own?.quota && <LeftSection slug={slug} round={round} quota={own.quota} now={now} />}
        <NextSection closesAt={isOver ? null : round.closes_at} finalCount={round.final_count}>
          <Fold title="Receipt">
            <Receipt submission={submission} />
          </Fold>
          <p className="border-t border-rule py-s3 text-small">
            <Term word="evidence">Evidence</Term>: <EvidenceBadge evidence={submission.evidence} />
            {benchmark.inputs === 'public' && (
              <>
                {' · '}
                <a href={`/api/v1${roundPath}/inputs`}>Inputs of {round.title}</a>
              </>
            )}
          </p>
          {version && <VersionSection submission={submission} version={version} />}
          {submission.disclosure && (
            <DisclosureSection disclosure={submission.disclosure} isPublic={isOfficial(round.state)} />
          )}
        </NextSection>
      </div>
    </Page>
  );
}

const isOfficial = (state: RoundState): boolean => state === 'closed' || state === 'revealed';
