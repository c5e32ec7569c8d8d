import type { Metadata } from 'next';
import Link from 'next/link';
import { cache, type ReactNode } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { signInPath } from '@/app/_load/sign-in-path';
import { FrozenBanner } from '@/app/_ui/moderation/frozen-banner';
import { Page } from '@/app/_ui/page/page';
import { PageWithAside } from '@/app/_ui/page/page-with-aside';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { Callout } from '@/app/_ui/words/callout';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { findActor } from '@/services/access/find-actor';
import { type SubmitPage as Found, findSubmitPage } from '@/services/page/find-submit-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { KindTabs } from './kind-tabs';
import { NextTestMeter } from './next-test-meter';
import { QuotaMeter } from './quota-meter';
import { sentKindOf } from './sent-kind';
import { SentSection } from './sent-section';
import { SubmitByCommand } from './submit-by-command';
import { SubmitForm } from './submit-form';
import { SubmitHead } from './submit-head';
import { TeamChoice } from './team-choice';
import { VersionsSection } from './versions-section';
import { WhatToSend } from './what-to-send';

export const dynamic = 'force-dynamic';

type Query = { team?: string | string[]; kind?: string | string[] };
type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

const load = cache(async (slug: string, team: string | null) =>
  requireFound(await findSubmitPage(await findActor(), slug, team)),
);
const teamOf = ({ team }: Query) => (typeof team === 'string' ? team : null);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug, teamOf(await searchParams));
  const { title, open_round } = benchmark;
  return { title: open_round ? `Submit to ${open_round.title}, ${title}` : `Submit to ${title}` };
}

export default async function SubmitPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const query = await searchParams;
  const actor = await findActor();
  const found = await load(slug, teamOf(query));
  const { benchmark, participant, training } = found;
  const kind = benchmark.accepts.find((one) => one === query.kind) ?? benchmark.accepts[0] ?? 'predictions';
  const now = new Date();
  if (!benchmark.open_round) return <NothingOpen found={found} kind={kind} now={now} />;
  const hrefOf = (wanted: { kind?: SubmissionKind; team?: string }) => pathOf(slug, { ...query, ...wanted });
  const tabs = (
    <KindTabs accepts={benchmark.accepts} chosen={kind} hrefOf={(other) => hrefOf({ kind: other })} />
  );
  if (!participant) return <Visited found={found} kind={kind} tabs={tabs} back={hrefOf({})} now={now} />;
  const { teams, team, quota, exposure, isHost, isMaintainer } = participant;
  const aside = (
    <>
      <QuotaMeter quota={quota} now={now} />
      <NextTestMeter
        {...quota}
        feedbackCount={participant.feedbackCount}
        metric={benchmark.metric}
        classCount={benchmark.classes.length}
      />
      {exposure && (
        <ExposureMeter exposure={exposure} feedbackCount={participant.feedbackCount} own={quota.exposure} />
      )}
      <TeamChoice hrefOf={(other) => hrefOf({ team: other })} teams={teams} chosen={team?.slug ?? ''} />
    </>
  );
  return (
    <PageWithAside aside={aside}>
      <SubmitHead
        benchmark={benchmark}
        kind={kind}
        tabs={tabs}
        teamName={team?.name ?? actor?.name ?? null}
        now={now}
      />
      <NeedsScript />
      {isHost && <HostNote teamName={team?.name ?? 'Your team'} />}
      <WhatToSend benchmark={benchmark} kind={kind} training={training} />
      <SubmitForm
        key={kind}
        slug={slug}
        team={team?.slug ?? null}
        sent={sentKindOf(benchmark, kind)}
        quota={quota}
        mayBeBaseline={isMaintainer}
        hasRules={benchmark.rules.trim() !== ''}
      />
      <SentSection benchmark={benchmark} sent={participant.sent} left={quota.round.left} />
      <SubmitByCommand slug={slug} siteUrl={findPublicUrl()} kind={kind} />
      <VersionsSection slug={slug} versions={found.versions} />
    </PageWithAside>
  );
}

/** For a visitor: what there is to send, and the way in. @param back the page's own address */
function Visited({
  found: { benchmark, training },
  kind,
  tabs,
  back,
  now,
}: {
  found: Found;
  kind: SubmissionKind;
  tabs: ReactNode;
  back: string;
  now: Date;
}) {
  return (
    <Page width="form">
      <SubmitHead benchmark={benchmark} kind={kind} tabs={tabs} teamName={null} now={now} />
      <Callout tone="note">
        Submitting needs an account, so that every team has the same quota.{' '}
        <Link href={signInPath(back)}>Sign in</Link>, and you come back here. New to this? There is a{' '}
        <Link href="/submit">quick start</Link>.
      </Callout>
      <WhatToSend benchmark={benchmark} kind={kind} training={training} />
    </Page>
  );
}

function pathOf(slug: string, query: Query): string {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    ['kind', 'team'].includes(name) && typeof value === 'string' ? [[name, value]] : [],
  );
  return `/benchmarks/${slug}/submit${kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''}`;
}

/** Between rounds a model can be made ready, and what stands already can be retired. */
function NothingOpen({ found, kind, now }: { found: Found; kind: SubmissionKind; now: Date }) {
  const { benchmark, versions, training } = found;
  const { slug, frozen_round } = benchmark;
  return (
    <Page width="form">
      <SubmitHead benchmark={benchmark} kind={kind} teamName={null} now={now} />
      {frozen_round?.frozen_from === 'open' && <FrozenBanner round={frozen_round} slug={slug} />}
      <Callout tone="note">
        No round of this benchmark is open, so nothing can be submitted.{' '}
        <Link href={`/benchmarks/${slug}`}>See its rounds</Link>.
      </Callout>
      {benchmark.model_signature && <WhatToSend benchmark={benchmark} kind="onnx" training={training} />}
      <VersionsSection slug={slug} versions={versions} />
    </Page>
  );
}

const HostNote = ({ teamName }: { teamName: string }) => (
  <Callout tone="note">
    {teamName} is a host here: somebody in it, or in a team linked with it, has held the labels. What it
    enters is scored and shown, and never ranked.
  </Callout>
);

/** Said only where scripts don't run. */
function NeedsScript() {
  return (
    <noscript>
      <Callout tone="note">
        The form below needs JavaScript. Without it, make a token in the <a href="/settings">settings</a> and
        send the file with the command at the end of this page.
      </Callout>
    </noscript>
  );
}
