import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound } from '@/app/_load/require-found';
import { signInPath } from '@/app/_load/sign-in-path';
import { FrozenBanner } from '@/app/_ui/moderation/frozen-banner';
import { Page } from '@/app/_ui/page/page';
import { PageWithAside } from '@/app/_ui/page/page-with-aside';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { Callout } from '@/app/_ui/words/callout';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { findActor } from '@/services/access/find-actor';
import { findSubmitPage } from '@/services/page/find-submit-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { InputsSection } from './inputs-section';
import { NextTestMeter } from './next-test-meter';
import { QuotaMeter } from './quota-meter';
import { SubmitByCommand } from './submit-by-command';
import { SubmitForm } from './submit-form';
import { SubmitHead } from './submit-head';
import { TeamChoice } from './team-choice';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Submit' };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ team?: string | string[] }>;
};

export default async function SubmitPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { team: asked } = await searchParams;
  const path = `/benchmarks/${slug}/submit`;
  const actor = await findActor();
  const { benchmark, participant } = requireFound(
    await findSubmitPage(actor, slug, typeof asked === 'string' ? asked : null),
  );
  const now = new Date();
  const { open_round } = benchmark;
  if (!open_round) return <NothingOpen benchmark={benchmark} now={now} />;
  const inputsUrl = `/api/v1/benchmarks/${slug}/rounds/${open_round.number}/inputs`;
  if (!participant)
    return (
      <Page width="form">
        <SubmitHead benchmark={benchmark} teamName={null} now={now} />
        <Callout tone="note">
          Submitting needs an account, so that every team has the same quota.{' '}
          <Link href={signInPath(path)}>Sign in</Link>, and you come back here.
        </Callout>
        <InputsSection benchmark={benchmark} inputsUrl={inputsUrl} />
      </Page>
    );
  const { teams, team, quota, exposure, isHost, isMaintainer } = participant;
  const aside = (
    <>
      <QuotaMeter quota={quota} now={now} />
      <NextTestMeter {...quota} feedbackCount={participant.feedbackCount} />
      {exposure && <ExposureMeter exposure={exposure} own={quota.exposure} />}
      <TeamChoice path={path} teams={teams} chosen={team?.slug ?? ''} />
    </>
  );
  return (
    <PageWithAside aside={aside}>
      <SubmitHead benchmark={benchmark} teamName={team?.name ?? actor?.name ?? null} now={now} />
      <NeedsScript />
      {isHost && (
        <Callout tone="note">
          {team?.name ?? 'Your team'} is a host here: somebody in it, or in a team linked with it, has held
          the labels. What it enters is scored and shown, and never ranked.
        </Callout>
      )}
      <InputsSection benchmark={benchmark} inputsUrl={inputsUrl} />
      <SubmitForm
        slug={slug}
        team={team?.slug ?? null}
        spec={{
          task: benchmark.task,
          classes: benchmark.classes,
          needsProbabilities: metricByName[benchmark.metric].needs === 'probabilities',
          inputsUrl,
        }}
        quota={quota}
        mayBeBaseline={isMaintainer}
      />
      <SubmitByCommand slug={slug} siteUrl={findPublicUrl()} />
    </PageWithAside>
  );
}

function NothingOpen({ benchmark, now }: { benchmark: BenchmarkView; now: Date }) {
  const { slug, frozen_round } = benchmark;
  return (
    <Page width="form">
      <SubmitHead benchmark={benchmark} teamName={null} now={now} />
      {frozen_round?.frozen_from === 'open' && <FrozenBanner round={frozen_round} slug={slug} />}
      <Callout tone="note">
        No round of this benchmark is open, so nothing can be submitted.{' '}
        <Link href={`/benchmarks/${slug}`}>See its rounds</Link>.
      </Callout>
    </Page>
  );
}

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
