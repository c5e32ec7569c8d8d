import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { titleMaintainPage } from '@/app/_load/title-maintain-page';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { StoppedRoundBanner } from '@/app/_ui/moderation/stopped-round-banner';
import { describeRound } from '@/app/_ui/round/describe-round';
import { Callout } from '@/app/_ui/words/callout';
import { HeadBesideStanding } from '@/app/maintain/[slug]/head-beside-standing';
import { type RoundView, roundNumber } from '@/lib/contracts/round';
import { findMaintainedRoundPage } from '@/services/page/find-maintained-round-page';
import { CountingSubmissions } from './counting-submissions';
import { describeDraft } from './describe-draft';
import { DraftChecks } from './draft-checks';
import { DraftStanding } from './draft-standing';
import { DraftSteps } from './draft-steps';
import { ExtendStep } from './extend-step';
import { LeakReports } from './leak-reports';
import { ModerationSteps } from './moderation-steps';
import { RoundStanding } from './round-standing';
import { StandingVersions } from './standing-versions';
import { WhatCameOfIt } from './what-came-of-it';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

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
  const { moderated, draft, opening, coming, counting, progress } = maintained;
  const { round, as, reports } = moderated;
  return (
    <>
      <HeadBesideStanding
        crumbs={{
          above: [
            { href: '/maintain', title: 'Maintain' },
            { href: `/maintain/${slug}`, title },
          ],
          here: `round ${round.number}`,
        }}
        title={titleOf(round)}
        lede={
          draft
            ? `${describeDraft(draft.view.check)} Nothing of a draft is public.`
            : describeRound(round, new Date(), opening)
        }
        standing={
          draft ? (
            <DraftStanding draft={draft.view} benchmark={draft.benchmark} />
          ) : (
            <RoundStanding moderated={moderated} opening={opening} />
          )
        }
      >
        <RoundLinks slug={slug} round={round} isForMaintainers={as !== 'operator'} />
      </HeadBesideStanding>
      {role && <MaintainNav slug={slug} current="rounds" isBelow />}
      <StoppedRoundBanner round={round} isIso />
      <WhatCameOfIt query={await searchParams} />
      {draft && <DraftChecks slug={slug} {...draft} />}
      {reports && !draft && <LeakReports slug={slug} number={round.number} reports={reports} />}
      {as === 'auditor' ? (
        <Callout tone="note">You are an auditor. Only maintainers read and handle leak reports.</Callout>
      ) : draft ? (
        <DraftSteps slug={slug} draft={draft.view} />
      ) : (
        <ModerationSteps
          slug={slug}
          moderated={moderated}
          extension={coming && <ExtendStep slug={slug} round={round} coming={coming} />}
        />
      )}
      {progress && (
        <StandingVersions
          progress={progress}
          isOpen={round.state === 'open' || round.frozen_from === 'open'}
        />
      )}
      {counting.length > 0 && <CountingSubmissions counting={counting} />}
    </>
  );
}

/** Where else something is told of the round. */
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
