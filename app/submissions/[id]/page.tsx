import type { Metadata } from 'next';
import Link from 'next/link';
import { cache, type ReactNode } from 'react';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { ButtonLink } from '@/app/_ui/controls/button';
import { DisclosureFacts } from '@/app/_ui/disclosure/disclosure';
import { Instant } from '@/app/_ui/instant';
import { FrozenBanner, ModerationBanner } from '@/app/_ui/moderation/moderation-banner';
import { Crumbs, Page } from '@/app/_ui/page/page';
import { RefreshWhile, RefreshWithoutScript } from '@/app/_ui/page/refresh-page';
import { Fold } from '@/app/_ui/page/section';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { QuotaList } from '@/app/_ui/submission/quota-list';
import { Receipt } from '@/app/_ui/submission/receipt';
import { WatchSubmission } from '@/app/_ui/submission/watch-submission';
import { Callout } from '@/app/_ui/words/callout';
import { Term } from '@/app/_ui/words/term';
import type { RoundFacts } from '@/lib/contracts/round';
import type { QuotaView } from '@/lib/contracts/submission';
import { type Disclosure, publicDisclosureOf } from '@/lib/core/model/disclosure';
import type { RoundState } from '@/lib/core/round/round-state';
import { isSettled } from '@/lib/core/submission/submission-state';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { AutomaticSection, BetterSection } from './better-section';
import { CountsSection } from './counts-section';
import { NoteSection } from './note-section';
import { PracticeSection } from './practice-section';
import { Explanation, Question } from './question';
import { ProgressNote, VerdictHead } from './verdict-head';
import { VersionSection } from './version-section';

const load = cache(async (id: string) =>
  requireFound(await findSubmissionPage(await requireSignedIn(`/submissions/${id}`), id)),
);

export async function generateMetadata({ params }: PageProps<'/submissions/[id]'>): Promise<Metadata> {
  const { submission, benchmark, round } = await load((await params).id);
  return { title: `${submission.model} (${submission.version}), ${round.title}, ${benchmark.title}` };
}

export default async function SubmissionPage({ params }: PageProps<'/submissions/[id]'>) {
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
          own
            ? { href: '/submissions', title: 'Your submissions' }
            : { href: `/maintain/${slug}/rounds/${submission.round}`, title: 'Maintain' },
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
          version?.isAutomatic && round.closes_at && <AutomaticSection scoreAt={round.closes_at} {...final} />
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
        {own && <NoteSection id={submission.id} note={submission.note} />}
        {own && <PracticeSection slug={slug} metric={benchmark.metric} practice={practice} />}
        {own?.quota && (
          <LeftSection slug={slug} model={submission.model} round={round} quota={own.quota} now={now} />
        )}
        <NextSection
          closesAt={isOver ? null : round.closes_at}
          finalCount={round.final_count}
          revealsAfterRounds={benchmark.revealsAfterRounds}
        >
          <Fold title="Receipt">
            <Receipt submission={submission} />
          </Fold>
          <p className="border-t border-rule py-s3 text-small">
            <Term word="evidence">Model</Term>: <EvidenceBadge evidence={submission.evidence} />
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

/** The team's public disclosure, and its notes for the readers of this page. */
function DisclosureSection({ disclosure, isPublic }: { disclosure: Disclosure; isPublic: boolean }) {
  return (
    <Fold title={`Disclosure, ${isPublic ? 'public if it is ranked' : 'public with the official ranking'}`}>
      <DisclosureFacts answers={publicDisclosureOf(disclosure)} />
      {disclosure.notes && (
        <>
          <h3 className="mt-s5 mb-s2">Notes, not public</h3>
          <p className="mb-s4 max-w-[37em] whitespace-pre-line wrap-anywhere">{disclosure.notes}</p>
        </>
      )}
    </Fold>
  );
}

type NextSectionProps = {
  closesAt: string | null;
  finalCount: number | null;
  /** Number of later closed rounds after which the round is revealed; null if the maintainers decide. */
  revealsAfterRounds: number | null;
  /** Receipt and other facts to look up. */
  children: ReactNode;
};

/** The steps from the close of the round to its reveal. */
function NextSection({ closesAt, finalCount, revealsAfterRounds, children }: NextSectionProps) {
  return (
    <Question title={closesAt ? 'What happens next?' : 'More about this submission'}>
      {closesAt && (
        <ol className="mt-s2 mb-s4 list-decimal pl-s4 text-data/[1.5] text-ink-2">
          <li>
            <Instant at={closesAt} />: the round closes. The version that counts is ranked once, on{' '}
            {finalCount === null ? '' : `${finalCount.toLocaleString('en')} `}items that no team had feedback
            on.
          </li>
          <li>Soon after: the official ranking, with your rank range, and a mail to your team.</li>
          <li>
            With the reveal, {describeReveal(revealsAfterRounds)}: labels and your predictions become public,
            so anyone can compute the score again.
          </li>
        </ol>
      )}
      {children}
    </Question>
  );
}

const describeReveal = (afterRounds: number | null): string => {
  if (afterRounds === null) return 'when the maintainers decide';
  if (afterRounds === 0) return 'at once';
  return afterRounds === 1
    ? 'once the next round has closed'
    : `once ${afterRounds} later rounds have closed`;
};

type LeftSectionProps = {
  slug: string;
  model: string;
  round: RoundFacts;
  quota: QuotaView;
  now: Date;
};

/** The team’s present quota. The quota in the feedback may be older. */
function LeftSection({ slug, model, round, quota, now }: LeftSectionProps) {
  return (
    <Question title="What do I have left?">
      <div className="mt-s2">
        <QuotaList round={round} quota={quota} now={now} />
      </div>
      {quota.feedback_shared_with.length > 0 && (
        <Explanation>
          Shared with {new Intl.ListFormat('en').format(quota.feedback_shared_with.map(({ name }) => name))}.
        </Explanation>
      )}
      <p className="mt-s4 flex flex-wrap items-center gap-s3">
        {quota.round.left > 0 && (
          <ButtonLink look="main" href={`/benchmarks/${slug}/submit?model=${encodeURIComponent(model)}`}>
            Submit another version
          </ButtonLink>
        )}
        <ButtonLink href={`/benchmarks/${slug}/data`}>Get the data</ButtonLink>
      </p>
    </Question>
  );
}

/** The state of the round, if it affects the submission. */
function RoundNote({ slug, round }: { slug: string; round: RoundFacts }) {
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  const link = <Link href={path}>{`Round ${round.number}, ${round.title},`}</Link>;
  switch (round.state) {
    case 'frozen':
      return <FrozenBanner round={round} slug={slug} />;
    case 'invalidated':
      return (
        <ModerationBanner
          state="invalidated"
          title={
            <>
              {link} is invalidated since <Instant at={round.invalidated_at} />
            </>
          }
          reason={round.invalidation_reason}
        >
          The score of this submission is struck through: it stays visible and doesn’t count. Your team got
          its quota back.
        </ModerationBanner>
      );
    case 'revealed':
      return (
        <Callout tone="note">
          {link} is revealed: its items, labels and prediction files are public.{' '}
          <Link href={`${path}/verify`}>Verify it</Link>, with the score of every submission, in your browser.
        </Callout>
      );
    default:
      return null;
  }
}
