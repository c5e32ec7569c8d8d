import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { IsoInstant } from '@/app/_ui/instant';
import { titleOfPolicy } from '@/app/_ui/maintain/feedback-fields';
import { MaintainNav, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { StoppedRoundBanner } from '@/app/_ui/moderation/moderation-banner';
import { listMaintainCrumbs } from '@/app/_ui/page/crumbs';
import { Section } from '@/app/_ui/page/section';
import { datesOf, describeRound } from '@/app/_ui/round/describe-round';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import { Callout } from '@/app/_ui/words/callout';
import { HeadBesideStatus, StatusFact, StatusFacts } from '@/app/maintain/[slug]/columns';
import { describeDraft } from '@/app/maintain/[slug]/explain-check';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import { findProblemTitle } from '@/lib/contracts/problem';
import { type MaintainedRoundView, type RoundView, roundNumber } from '@/lib/contracts/round';
import {
  findMaintainedRoundPage,
  type MaintainedRoundPage,
} from '@/services/page/find-maintained-round-page';
import type { ModeratedRound } from '@/services/round/leak-reports';
import { ActiveVersions } from './active-versions';
import { DraftChecks, DraftSteps } from './draft-steps';
import { LeakReports } from './leak-reports';
import { ExtendStep, ModerationSteps } from './moderation-steps';
import { WithdrawTeamStep } from './withdraw-team-step';

type Props = PageProps<'/maintain/[slug]/rounds/[number]'>;

const load = cache(async (slug: string, number: string) => {
  const actor = await requireSignedIn(`/maintain/${slug}/rounds/${number}`);
  return requireFound(await findMaintainedRoundPage(actor, slug, roundNumber(number)));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, maintained } = await load(slug, number);
  return titleMaintainPage(maintained && titleOf(maintained.moderated.round), benchmark.title);
}

const titleOf = ({ title, state }: Pick<RoundView, 'title' | 'state'>): string =>
  state === 'draft' ? `${title}, draft` : title;

export default async function MaintainRoundPage({ params, searchParams }: Props) {
  const { slug, number } = await params;
  const { benchmark, maintained } = await load(slug, number);
  const { title, role } = benchmark;
  if (!maintained) return <NotAMaintainer slug={slug} title={title} />;
  const { moderated, draft, coming, counting, progress } = maintained;
  const { round, as, reports } = moderated;
  return (
    <>
      <HeadBesideStatus
        crumbs={{ above: listMaintainCrumbs(slug, title), here: `round ${round.number}` }}
        title={titleOf(round)}
        lede={
          draft
            ? `${describeDraft(draft.view.check)} Nothing of a draft is public.`
            : describeRound(round, new Date())
        }
        status={
          draft ? (
            <DraftStatus draft={draft.view} benchmark={draft.benchmark} />
          ) : (
            <RoundStatus moderated={moderated} />
          )
        }
      >
        <RoundLinks slug={slug} round={round} isForMaintainers={as !== 'operator'} />
      </HeadBesideStatus>
      {role && <MaintainNav slug={slug} current="rounds" isBelow />}
      <StoppedRoundBanner round={round} isIso />
      <FormOutcome query={await searchParams} />
      {draft && <DraftChecks slug={slug} {...draft} />}
      {reports && !draft && <LeakReports slug={slug} number={round.number} reports={reports} />}
      {as === 'auditor' ? (
        <Callout tone="note">You are an auditor. Only maintainers read and handle leak reports.</Callout>
      ) : draft ? (
        <DraftSteps benchmark={draft.benchmark} draft={draft.view} blockByLeak={draft.blockByLeak} />
      ) : (
        <ModerationSteps
          slug={slug}
          moderated={moderated}
          further={
            coming ? (
              <ExtendStep slug={slug} round={round} coming={coming} />
            ) : (
              moderated.withdrawable && (
                <WithdrawTeamStep
                  slug={slug}
                  round={round}
                  withdrawable={moderated.withdrawable}
                  isSole={moderated.isSole}
                />
              )
            )
          }
        />
      )}
      {progress && (
        <ActiveVersions progress={progress} isOpen={round.state === 'open' || round.frozen_from === 'open'} />
      )}
      {counting.length > 0 && <CountingSubmissions counting={counting} />}
    </>
  );
}

/** Links to the round's other pages. */
function RoundLinks({
  slug,
  round: { number, state },
  isForMaintainers,
}: {
  slug: string;
  round: Pick<RoundView, 'number' | 'state'>;
  isForMaintainers: boolean;
}) {
  if (state === 'draft') return null;
  return (
    <p className="mt-s4 text-small">
      <Link href={`/benchmarks/${slug}/rounds/${number}`}>Its public page</Link>
      {state === 'revealed' && isForMaintainers && (
        <>
          {' · '}
          <Link href={`/maintain/${slug}/rounds/${number}/errata`}>Errata</Link>
        </>
      )}
    </p>
  );
}

/** The outcome of a form that redirected here, from the query. */
function FormOutcome({ query }: { query: Readonly<Record<string, string | string[] | undefined>> }) {
  const refused = typeof query.refused === 'string' ? findProblemTitle(query.refused) : null;
  if (refused !== null)
    return (
      <Callout tone="problem" role="alert">
        The test set was rejected: {refused}. The one before is unchanged.
      </Callout>
    );
  if ('saved' in query)
    return (
      <Callout tone="note" role="status">
        Saved.
      </Callout>
    );
  if ('replaced' in query)
    return (
      <Callout tone="note" role="status">
        The new file has arrived. Its check is shown below as soon as it is done.
      </Callout>
    );
  return 'pending' in query ? (
    <Callout tone="note" role="status">
      The scorer is busy: the new close is shown here as soon as it is set.
    </Callout>
  ) : null;
}

const count = new Intl.NumberFormat('en');

/** The facts that the seal would fix now. */
function DraftStatus({
  draft: { number, replaces, opens_at, closes_at, check },
  benchmark: { feedback_policy, feedback_share },
}: {
  draft: MaintainedRoundView;
  benchmark: BenchmarkFacts;
}) {
  const feedbackCount = check ? Math.round(check.item_count * feedback_share) : null;
  return (
    <StatusFacts>
      <StatusFact term="Number">{number}</StatusFact>
      {replaces !== null && <StatusFact term="Replaces">round {replaces}</StatusFact>}
      {check && feedbackCount !== null && (
        <StatusFact term="Splits">
          {count.format(feedbackCount)} feedback, {count.format(check.item_count - feedbackCount)} final,
          drawn at the seal
        </StatusFact>
      )}
      <StatusFact term="Feedback">{titleOfPolicy(feedback_policy).toLowerCase()}</StatusFact>
      <StatusFact term="Opens">{opens_at ? <IsoInstant at={opens_at} /> : 'not planned'}</StatusFact>
      <StatusFact term="Closes">{closes_at ? <IsoInstant at={closes_at} /> : 'not planned'}</StatusFact>
    </StatusFacts>
  );
}

type Counting = NonNullable<MaintainedRoundPage['maintained']>['counting'];

/** The counting submissions of a closed round, with links to the pages where a maintainer can withdraw them. */
function CountingSubmissions({ counting }: { counting: Counting }) {
  return (
    <Section title="What counts" aside="until the reveal">
      <p className="mb-s3 max-w-[37em] text-ink-2">
        One submission of each model. On its page you can withdraw it, with a public reason; the ranking is
        then published again.
      </p>
      <DataTable
        look="records"
        rows={counting}
        keyOf={({ submissionId }) => submissionId}
        columns={[
          {
            title: 'Model',
            isRowHeader: true,
            value: ({ submissionId, model, version }) => (
              <>
                <Link href={`/submissions/${submissionId}`}>{model}</Link>
                <CellNote>version {version}</CellNote>
              </>
            ),
          },
          { title: 'Team', value: ({ team }) => team },
        ]}
      />
    </Section>
  );
}

/** The round's state, dates and counts. */
function RoundStatus({ moderated: { round, submissions, reports } }: { moderated: ModeratedRound }) {
  // A draft isn't public, so it has neither submissions nor reports.
  const isDraft = round.state === 'draft';
  const waiting = reports?.filter((report) => report.handled_at === null).length;
  return (
    <StatusFacts>
      <StatusFact term="State">{round.state}</StatusFact>
      <StatusFact term={round.opened_at ? 'Opened' : 'Opens'}>
        <IsoInstant at={datesOf(round).opens_at} />
      </StatusFact>
      <StatusFact term={round.closed_at ? 'Closed' : 'Closes'}>
        <IsoInstant at={datesOf(round).closes_at} />
      </StatusFact>
      {!isDraft && (
        <StatusFact term="Scored">
          {submissions.scored}, {submissions.unfinished === 0 ? 'none' : submissions.unfinished} in progress
        </StatusFact>
      )}
      {!isDraft && waiting !== undefined && (
        <StatusFact term="Reports">
          {waiting === 0 ? 'none to handle' : <b>{waiting} to handle</b>}
        </StatusFact>
      )}
    </StatusFacts>
  );
}
